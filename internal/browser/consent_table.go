package browser

// A platform is a consent manager that many sites use, known by its elements.
// root is the element that holds the dialog; reject is the button in it, if it
// has a name of its own, that consents to nothing. CSS selectors, as they are
// publicly known in 2026; where one is out of date, the dialog's words decide.
//
// The words of a dialog are judged here as anywhere: a selector alone hides
// nothing.
type platform struct {
	Name   string `json:"name"`
	Root   string `json:"root"`
	Reject string `json:"reject"`
}

var platforms = []platform{
	{"OneTrust", `#onetrust-consent-sdk`, `#onetrust-reject-all-handler, .ot-pc-refuse-all-handler`},
	{"Cookiebot", `#CybotCookiebotDialog`, `#CybotCookiebotDialogBodyButtonDecline, #CybotCookiebotDialogBodyLevelButtonLevelOptinDeclineAll`},
	{"Didomi", `#didomi-host`, `#didomi-notice-disagree-button, .didomi-continue-without-agreeing`},
	{"Quantcast", `.qc-cmp2-container, #qc-cmp2-container`, ``},
	{"Usercentrics", `#usercentrics-root, #usercentrics-cmp-ui`, `[data-testid="uc-deny-all-button"], button.uc-deny-button, [data-action-type="deny"], #deny`},
	{"TrustArc", `#truste-consent-track, #consent_blackbar, .truste_box_overlay, .truste_overlay`, `#truste-consent-required`},
	{"Sourcepoint", `[id^="sp_message_container_"]`, `button.sp_choice_type_13, button.sp_choice_type_REJECT_ALL`},
	{"CookieYes", `.cky-consent-container, #cookie-law-info-bar`, `.cky-btn-reject, #cookie_action_close_header_reject`},
	{"Complianz", `#cmplz-cookiebanner-container, .cmplz-cookiebanner`, `.cmplz-deny`},
	{"Klaro", `#klaro, .klaro`, `.cn-decline, .cm-btn-decline`},
	{"Osano", `.osano-cm-window, .osano-cm-dialog`, `.osano-cm-denyAll, .osano-cm-button--type_denyAll`},
	{"Axeptio", `#axeptio_overlay`, `#axeptio_btn_dismiss`},
	{"iubenda", `#iubenda-cs-banner`, `.iubenda-cs-reject-btn`},
	{"Borlabs", `#BorlabsCookieBox`, `[data-cookie-refuse], .brlbs-btn-accept-only-essential`},
	{"Termly", `#termly-code-snippet-support`, `[data-tid="banner-decline"]`},
	{"CookieConsent", `#cc-main, .cc-window`, `[data-role="necessary"], .cc-deny`},
	{"tarteaucitron", `#tarteaucitronRoot`, `#tarteaucitronAllDenied2, #tarteaucitronAllDenied`},
	{"Funding Choices", `.fc-consent-root`, `.fc-cta-do-not-consent`},
	{"consentmanager", `#cmpbox, #cmpwrapper`, `#cmpbntnotxt, .cmpboxbtnno`},
	{"Cookie Script", `#cookiescript_injected, #cookiescript_injected_wrapper`, `#cookiescript_reject`},
	{"Civic", `#ccc`, `#ccc-notify-reject, #ccc-reject-settings`},
	{"HubSpot", `#hs-eu-cookie-confirmation`, `#hs-eu-decline-button`},
	{"Shopify", `#shopify-pc__banner`, `#shopify-pc__banner__btn-decline`},
	{"Moove", `#moove_gdpr_cookie_info_bar`, `.moove-gdpr-infobar-reject-btn`},
	{"CookieFirst", `.cookiefirst-root`, `[data-cookiefirst-action="reject"]`},
}

// consentForm is where Google's pages of consent post to, before they show what
// was asked for. It is the one form that is ever sent, by its button "Reject all".
const consentForm = `^https://consent\.(?:google|youtube)\.[a-z.]{2,12}/`

// consentFrame is in the names or the address of a frame that holds a wall.
const consentFrame = `consent|cookie|gdpr|privacy-mgmt|sp_message|trustarc|truste|[^a-z]cmp[^a-z]`
