"""Ready wordings, by what is answered. Each is true of anyone, also of someone who was never near.

"{reach}" stands for the organisation's contact ("call 555-0142 or write to hello@millfield.example").
Nothing of what is answered ever enters.
"""

from enum import StrEnum


class Situation(StrEnum):
    """What a reply has to do."""

    SELF_HARM = "self_harm"  # 988 and 911, nothing else
    EMERGENCY = "emergency"  # 911, nothing else
    OFFICIAL = "official"  # the press, a lawyer: the central contact
    COMPLAINT = "complaint"  # abuse, discrimination, danger: the complaint contact, 164.530(d)
    ABOUT_SOMEONE = "about_someone"  # who is or is not here: neither yes nor no
    PRAISE = "praise"
    BILL = "bill"
    WAIT = "wait"
    PHONE = "phone"
    PLACE = "place"
    STAFF = "staff"
    UNHAPPY = "unhappy"
    QUESTION = "question"
    OTHER = "other"


ENGLISH: dict[Situation, tuple[str, ...]] = {
    Situation.SELF_HARM: (
        "Please call or text 988 right now. Someone is there at any hour. In immediate danger, call 911.",
        "We are so glad this was written. Please call or text 988 now, day or night, or 911 in an emergency.",
        "Help is one call away: call or text 988 at any hour, or 911 if there is danger right now.",
        "Please reach out this minute: 988 by call or text, 911 for immediate danger. Someone will answer.",
    ),
    Situation.EMERGENCY: (
        "Please call 911 now. This page is not watched around the clock.",
        "This sounds urgent. Please call 911 or go to the nearest emergency department right away.",
        "For anything that cannot wait, please call 911. We can't help with emergencies in comments.",
        "Please don't wait for an answer here: call 911 now. For poisoning, 1-800-222-1222 answers at any hour.",
    ),
    Situation.OFFICIAL: (
        "Thank you for writing. Requests like this are answered by our central office: please {reach}.",
        "We answer matters like this outside of social media. Please {reach}.",
        "Our central contact takes requests of this kind: please {reach}.",
        "Thanks for reaching out. For an answer on the record, please {reach}.",
    ),
    Situation.COMPLAINT: (
        "We take concerns like this very seriously. Our complaint contact wants to hear them: please {reach}.",
        "Nobody should have to write something like this. We want to hear it in full: please {reach}.",
        "Safety and respect are owed to everyone. Complaints can be filed with us, without fear of "
        "any consequence: please {reach}.",
        "This deserves more than a comment. Please {reach}; complaints are welcome.",
    ),
    Situation.ABOUT_SOMEONE: (
        "Privacy law keeps us from saying who is or is not in our care. Please {reach}.",
        "We never speak of anyone who may be here, in public or in messages. For more, please {reach}.",
        "To protect everyone's privacy we can't say anything about any person here. Please {reach}.",
        "We can't share anything about anyone, whoever is asking. Our office can explain the rules: please {reach}.",
    ),
    Situation.PRAISE: (
        "Thank you for these kind words. We will share them with the whole team.",
        "What a lovely note to read! Thank you for taking the time to write it.",
        "This made our day. We are passing it on to the whole team with a big smile.",
        "Thank you! Kind words like these keep a team going.",
        "Thanks so much for sharing this. The team will be delighted to read it.",
        "Words like these mean a great deal to everyone who works here. Thank you for writing.",
    ),
    Situation.BILL: (
        "We know that costs and fees can be confusing. Questions are always welcome: please {reach}.",
        "Thank you for telling us. We don't discuss billing in public, but our office is glad to help anyone: "
        "please {reach}.",
        "Clear prices matter to us. For any billing question, please {reach}.",
        "Nobody likes a surprise about costs. Our billing office explains any statement to its owner: please {reach}.",
        "Money questions deserve a real person. Please {reach}.",
    ),
    Situation.WAIT: (
        "Everyone's time matters, and we aim for short waits for all. We'd like to hear more: please {reach}.",
        "Waiting is hard for anyone. Thank you for the honest feedback; to tell us more, please {reach}.",
        "We hear you. Running on time is a goal we work on every week. Please {reach}.",
        "Nobody enjoys a waiting room. Our manager would be glad to listen: please {reach}.",
        "Fair feedback, and thank you for it. We want waits to be short for everybody. Please {reach}.",
    ),
    Situation.PHONE: (
        "Being easy to reach is the least anyone should expect. For a person, please {reach}.",
        "Thank you for the nudge. Our phone lines should be easier to reach than that. Please {reach}.",
        "That is not how we want it to be for anyone. Please {reach}, and a person will help.",
        "We hear you: reaching someone should be simple. The surest way is to {reach}.",
    ),
    Situation.PLACE: (
        "Thank you for the feedback. We will share it with those who look after the building.",
        "Fair point, and thank you for making it. Ideas are always welcome: please {reach}.",
        "Noted, with thanks. We want the place to be pleasant for everyone who comes through the door.",
        "Thanks for pointing this out. We will pass it on to facilities.",
    ),
    Situation.STAFF: (
        "Kindness is what we ask of everyone who works here. We'd like to listen: please {reach}.",
        "Thank you for the honest words. Everyone deserves courtesy, and our manager wants to hear more: "
        "please {reach}.",
        "We are sorry to read this. Respect is owed to everyone who walks in. Please {reach}.",
        "This is not the tone we want anyone to hear. Our manager would be glad to listen: please {reach}.",
        "Feedback like this helps us do better for everybody. To say more, please {reach}.",
    ),
    Situation.UNHAPPY: (
        "We are sorry to read this, and thank you for telling us. We'd like to listen: please {reach}.",
        "Thank you for the honest feedback. Privacy law keeps us from saying more in public; please {reach}.",
        "This is not what we want anyone to feel. Please {reach}, so that someone can listen.",
        "We take every note like this to heart. A real person would be glad to talk: please {reach}.",
        "Feedback like this helps us do better for everyone. To share more, please {reach}.",
    ),
    Situation.QUESTION: (
        "Good question, and thanks for asking. For an answer that fits, please {reach}.",
        "Thanks for asking! We can't go into anything personal here, but we are glad to help: please {reach}.",
        "Happy to help. The best way to get an answer is to {reach}.",
        "Thank you for the question. Please {reach}, and keep personal details off this page.",
    ),
    Situation.OTHER: (
        "Thank you for taking the time to write.",
        "We read every note, and we are grateful for this one.",
        "Thank you for sharing this. Anyone who would like to say more is welcome to {reach}.",
        "Thanks for the feedback. Privacy law keeps us from saying much in public; to talk, please {reach}.",
    ),
}

SPANISH: dict[Situation, tuple[str, ...]] = {
    Situation.SELF_HARM: (
        "Por favor llame o envíe un texto al 988 ahora mismo; atienden en español a toda hora. En peligro "
        "inmediato, llame al 911.",
        "Nos alegra que lo haya escrito. Llame o textee al 988 ahora, de día o de noche, o al 911 en una emergencia.",
        "La ayuda está a una llamada: 988 a cualquier hora, o 911 si hay peligro ahora mismo.",
        "Llame al 988 ahora mismo, a cualquier hora y en español. En una emergencia, llame al 911.",
        "988 atiende en español a toda hora, por teléfono o por texto. En peligro inmediato, 911.",
    ),
    Situation.EMERGENCY: (
        "Por favor llame al 911 ahora. Esta página no se vigila a toda hora.",
        "Esto suena urgente. Por favor llame al 911 o vaya a la sala de emergencias más cercana.",
        "Llame al 911 ahora: esta página no se atiende a toda hora.",
        "Llame al 911 o vaya a la sala de emergencias más cercana, por favor, ahora mismo.",
    ),
    Situation.OFFICIAL: (
        "Gracias por escribir. Estas solicitudes las responde nuestra oficina central: por favor {reach}.",
        "Estos asuntos los atendemos fuera de las redes sociales. Por favor {reach}.",
        "Nuestro contacto central recibe este tipo de solicitudes: por favor {reach}.",
    ),
    Situation.COMPLAINT: (
        "Tomamos muy en serio este tipo de quejas. Nuestro contacto quiere escucharlas: por favor {reach}.",
        "Todos merecen seguridad y respeto. Las quejas se reciben sin ninguna consecuencia: por favor {reach}.",
        "Esto merece más que un comentario. Por favor {reach}; toda queja es bienvenida.",
    ),
    Situation.ABOUT_SOMEONE: (
        "La ley de privacidad no nos permite decir quién está o no está en nuestro cuidado. Por favor {reach}.",
        "Nunca hablamos de ninguna persona, ni en público ni por mensaje. Para más información, por favor {reach}.",
        "Para proteger la privacidad de todos no podemos decir nada de nadie aquí. Por favor {reach}.",
    ),
    Situation.PRAISE: (
        "¡Mil gracias por estas palabras! Las compartiremos con todo el equipo.",
        "¡Qué bonito leer esto! Gracias por tomarse el tiempo de escribirlo.",
        "Esto nos alegró el día. Lo compartimos con todo el equipo.",
        "Muchas gracias. Mensajes como este nos animan a todos.",
    ),
    Situation.BILL: (
        "Sabemos que los costos pueden ser confusos. Toda pregunta es bienvenida: por favor {reach}.",
        "Gracias por avisarnos. No hablamos de cobros en público; para cualquier pregunta, por favor {reach}.",
        "La claridad en los precios nos importa. Por favor {reach}.",
    ),
    Situation.WAIT: (
        "Esperar es difícil para cualquiera. Gracias por decirlo; para contarnos más, por favor {reach}.",
        "El tiempo de todos vale, y queremos esperas cortas para cualquier persona. Por favor {reach}.",
        "Gracias por la franqueza. Trabajamos para que nadie espere de más. Por favor {reach}.",
    ),
    Situation.PHONE: (
        "Comunicarse con nosotros debe ser fácil para cualquiera. Para hablar con una persona, por favor {reach}.",
        "Gracias por avisarnos. Por ahora, lo más seguro: {reach}.",
        "A nadie le deseamos eso. Lo mejor: {reach}.",
    ),
    Situation.PLACE: (
        "Gracias por el comentario. Se lo pasamos a quienes cuidan el edificio.",
        "Tomamos nota, con gracias. Queremos que el lugar sea agradable para todos.",
        "Gracias por decirlo. Las ideas siempre son bienvenidas: por favor {reach}.",
    ),
    Situation.STAFF: (
        "Pedimos amabilidad a todo el equipo. Por favor {reach}.",
        "Gracias por la franqueza. Todos merecen cortesía; por favor {reach}.",
        "Lamentamos leer esto. El respeto es para todos. Por favor {reach}.",
    ),
    Situation.UNHAPPY: (
        "Lamentamos leer esto, y gracias por decirlo. Queremos escuchar: por favor {reach}.",
        "Gracias por la franqueza. La ley de privacidad no nos permite decir más en público; por favor {reach}.",
        "No es lo que queremos para nadie. Aquí hay quien escucha: {reach}.",
    ),
    Situation.QUESTION: (
        "Gracias por preguntar. Para una respuesta adecuada, por favor {reach}.",
        "Con gusto ayudamos. Lo mejor: {reach}.",
        "Buena pregunta. Por favor {reach}, y no publique datos personales en esta página.",
    ),
    Situation.OTHER: (
        "Gracias por tomarse el tiempo de escribir.",
        "Cada comentario de esta página se lee con atención.",
        "Gracias por compartir esto. Cualquier persona que quiera decir más puede escribirnos.",
        "Gracias por escribir en esta página.",
        "Gracias. Un saludo de todo el equipo.",
        "Muchas gracias de parte de todo el equipo.",
    ),
}
