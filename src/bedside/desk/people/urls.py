"""Addresses of this app. allauth's flows go to ours by the names they know."""

from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import path, re_path

from bedside.desk.people.doors import open_to_all
from bedside.desk.people.views import coming_in, own, roster

urlpatterns = [
    path("sign-in", coming_in.sign_in, name="sign-in"),
    path("sign-in", coming_in.sign_in, name="account_login"),
    path("sign-in/passkey", coming_in.passkey_sign_in, name="mfa_login_webauthn"),
    path("sign-in/start-over", coming_in.start_over, name="start-over"),
    path("sign-out", coming_in.sign_out, name="sign-out"),
    path("sign-out", coming_in.sign_out, name="account_logout"),
    path("session", coming_in.session, name="session"),
    path("session/stay", coming_in.stay, name="session-stay"),
    path("choose", coming_in.choose, name="choose"),
    path("invitation/<str:secret>", coming_in.invitation, name="invitation"),
    path("one-time/<str:secret>", coming_in.one_time, name="one-time"),
    path("password/forgotten", coming_in.forgotten, name="password-forgotten"),
    path("password/sent", coming_in.sent, name="password-sent"),
    path("password/new/<str:name>/<str:token>", coming_in.new_password, name="password-new"),
    path("second-factor", coming_in.second_factor, name="mfa_authenticate"),
    path("second-factor/needed", own.factor_needed, name="second-factor-needed"),
    path("second-factor/app", own.add_app, name="second-factor-app"),
    path("second-factor/passkey", own.add_passkey, name="second-factor-passkey"),
    path("second-factor/codes", own.recovery_codes, name="recovery-codes"),
    path("second-factor/<int:factor>/remove", own.remove_factor, name="second-factor-remove"),
    path("second-factor/<int:factor>/name", own.rename_passkey, name="passkey-rename"),
    path("me", own.me, name="me"),
    path("me/password", own.password, name="password-change"),
    path("me/sign-ins/end", own.end_others, name="sign-ins-end"),
    path("people", roster.people, name="people"),
    path("people/invite", roster.invite, name="people-invite"),
    path("people/absences", roster.plan_absence, name="absence-plan"),
    path("people/absences/<uuid:absence>/end", roster.end_absence, name="absence-end"),
    path("people/invitations/<uuid:invitation>/withdraw", roster.withdraw, name="invitation-withdraw"),
    path("people/contact", roster.name_contact, name="contact-name"),
    path("people/deputies", roster.deputies, name="deputies"),
    path("people/sign-in", roster.sign_in_rules, name="sign-in-rules"),
    path("people/<uuid:person>", roster.someone, name="person"),
    path("people/<uuid:person>/entry", roster.change_entry, name="person-entry"),
    path("people/<uuid:person>/roles", roster.change_roles, name="person-roles"),
    path("people/<uuid:person>/leave", roster.leave, name="person-leave"),
    path("people/<uuid:person>/sign-ins/end", roster.end_sign_ins, name="person-sign-ins-end"),
    path("people/<uuid:person>/factors/reset", roster.reset_factors, name="person-factors-reset"),
    path("facilities", roster.facilities, name="facilities"),
    path("facilities/<uuid:facility>", roster.facility, name="facility"),
    path("facilities/<uuid:facility>/close", roster.close_facility, name="facility-close"),
    re_path(r"^account/(?P<provider_id>[a-z]+)/login/$", open_to_all(openid.login), name="openid_connect_login"),
    re_path(
        r"^account/(?P<provider_id>[a-z]+)/login/callback/$",
        open_to_all(openid.callback),
        name="openid_connect_callback",
    ),
]
