package papers

import (
	"fmt"
	"maps"
	"strings"

	"archiver/internal/eval/set"
)

// A portal is the web site that a document lies on: what its pages look like
// around their main part, and what it answers elsewhere.
type portal struct {
	lang, name, about string
	skin              string // one of the skins below
	menu              []string
	links             []string // the menu's
	search            string   // label of the search field
	cookies           string   // text and button, parted by |
	foot              []string
	news              []string // lines of the home page
	section, document string   // path of the list that the document stands in, if it has one, and its name there
	lost              [2]string
}

// page is a page of the site.
func (o portal) page(title, main string) []byte {
	items := func(format string) string {
		var b strings.Builder
		for i, m := range o.menu {
			fmt.Fprintf(&b, format+"\n", o.links[i], m)
		}
		return strings.TrimSuffix(b.String(), "\n")
	}
	text, button, _ := strings.Cut(o.cookies, "|")
	r := strings.NewReplacer(
		"[[lang]]", o.lang, "[[name]]", o.name, "[[about]]", o.about, "[[title]]", title, "[[main]]", main,
		"[[menu]]", items(`<li><a href="%s">%s</a></li>`),
		"[[plainmenu]]", items(`<tr><td class="m"><a href="%s">%s</a></td></tr>`),
		"[[search]]", o.search, "[[cookietext]]", text, "[[cookiebutton]]", button,
		"[[foot]]", "<p>"+strings.Join(o.foot, "</p>\n<p>")+"</p>",
		"[[footline]]", strings.Join(o.foot, " | "),
	)
	return []byte(r.Replace(skins[o.skin]))
}

func (o portal) home() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n<ul class=\"latest\">\n", o.name, o.about)
	for i, n := range o.news {
		date, text, _ := strings.Cut(n, ": ")
		fmt.Fprintf(&b, "<li><span class=\"date\">%s</span> <a href=\"/node/%d\">%s</a></li>\n", date, 4100+17*i, text)
	}
	b.WriteString("</ul>")
	return o.page(o.name, b.String())
}

func (o portal) notFound() set.Answer {
	return set.Answer{Status: 404, Body: o.page(o.lost[0], o.lost[1])}
}

// web is the site with a at path.
func (o portal) web(path string, a set.Answer, more set.Web) set.Web {
	w := set.Web{
		"/":  {Body: o.home()},
		"*":  o.notFound(),
		path: a,
	}
	if o.section != "" {
		w[o.section] = set.Answer{Body: o.page(o.menu[0], o.list(path))}
	}
	maps.Copy(w, more)
	return w
}

func (o portal) list(path string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<h1>%s</h1>\n<ol class=\"documents\">\n<li><a href=\"%s\">%s</a></li>\n", o.menu[0], htmlText(path), o.document)
	for i, n := range o.news {
		fmt.Fprintf(&b, "<li><a href=\"%s/%d\">%s</a></li>\n", strings.TrimSuffix(o.section, "/"), 20+i, n)
	}
	b.WriteString("</ol>")
	return b.String()
}

func htmlText(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}

var skins = map[string]string{
	"drupal": `<!DOCTYPE html>
<html lang="[[lang]]" dir="ltr" prefix="og: https://ogp.me/ns#">
<head>
<meta charset="utf-8" />
<title>[[title]] | [[name]]</title>
<meta name="Generator" content="Drupal 8 (https://www.drupal.org)" />
<meta name="viewport" content="width=device-width, initial-scale=1.0" />
<meta property="og:site_name" content="[[name]]" />
<meta property="og:title" content="[[title]]" />
<link rel="shortcut icon" href="/themes/custom/body/favicon.ico" type="image/vnd.microsoft.icon" />
<link rel="stylesheet" media="all" href="/sites/default/files/css/css_4kM0vYQ.css?r8x1c2" />
<script src="/sites/default/files/js/js_VhqXmo4azheUjYC30rijnR_Dddo0WjWkF27k5gTL8S4.js"></script>
</head>
<body class="path-node page-node-type-document">
<a href="#main-content" class="visually-hidden focusable skip-link">&#8595;</a>
<div class="dialog-off-canvas-main-canvas" data-off-canvas-main-canvas>
<header role="banner">
<div class="region region-header">
<div id="block-branding" class="block block-system"><a href="/" rel="home">[[name]]</a><div class="slogan">[[about]]</div></div>
<form action="/search" method="get" class="search-block-form"><label for="edit-keys">[[search]]</label><input type="search" id="edit-keys" name="keys" size="15" maxlength="128" /><input type="submit" value="[[search]]" /></form>
</div>
<nav role="navigation" id="block-main-menu"><ul class="menu">
[[menu]]
</ul></nav>
</header>
<div id="sliding-popup" class="eu-cookie-compliance-banner" role="alertdialog"><p>[[cookietext]]</p><button type="button" class="agree-button">[[cookiebutton]]</button></div>
<main role="main"><a id="main-content" tabindex="-1"></a>
<div class="layout-content"><div class="region region-content">
<div data-drupal-messages-fallback class="hidden"></div>
[[main]]
</div></div>
</main>
<footer role="contentinfo"><div class="region region-footer">
[[foot]]
</div></footer>
</div>
<script type="application/json" data-drupal-selector="drupal-settings-json">{"path":{"baseUrl":"\/","currentLanguage":"[[lang]]"},"pluralDelimiter":"\u0003","user":{"uid":0}}</script>
<script src="/core/assets/vendor/jquery/jquery.min.js?v=3.5.1"></script>
</body>
</html>
`,
	"bitrix": `<!DOCTYPE html>
<html lang="[[lang]]">
<head>
<meta http-equiv="X-UA-Compatible" content="IE=edge" />
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
<meta name="robots" content="index, follow" />
<title>[[title]]</title>
<link href="/bitrix/cache/css/s1/gov/template_3f9c1.css?1547467210" type="text/css" data-template-style="true" rel="stylesheet" />
<script type="text/javascript">if(!window.BX)window.BX={};BX.message({'LANGUAGE_ID':'[[lang]]','FORMAT_DATE':'DD.MM.YYYY','bitrix_sessid':'0d1f2a7c5be94b0e'});</script>
<script type="text/javascript" src="/bitrix/js/main/core/core.js?1547467210"></script>
<script type="text/javascript">(function(m,e,t,r,i,k,a){m[i]=m[i]||function(){(m[i].a=m[i].a||[]).push(arguments)};})(window,document,"script","/metrika/tag.js","ym"); ym(41230987,"init",{clickmap:true});</script>
</head>
<body>
<div id="panel"></div>
<div class="top-line"><div class="wrap"><a class="vision" href="?special=Y">А+</a>
<form action="/search/index.php"><input type="text" name="q" value="" placeholder="[[search]]"><button type="submit">&#128269;</button></form></div></div>
<header class="wrap"><a class="logo" href="/"><img src="/upload/gerb.png" alt=""><span>[[name]]</span></a><div class="descr">[[about]]</div></header>
<nav class="main-nav"><div class="wrap"><ul>
[[menu]]
</ul></div></nav>
<div class="wrap content-wrap">
<div class="breadcrumbs" itemscope><a href="/">[[name]]</a> <i>&rarr;</i> <span>[[title]]</span></div>
<div class="content">
[[main]]
</div>
<aside class="side"><div class="share" id="ya-share2" data-services="vkontakte,telegram"></div><a class="banner" href="/opendata/"><img src="/upload/iblock/opendata.png" alt=""></a></aside>
</div>
<div class="cookie-note" style="display:none">[[cookietext]] <a href="#" onclick="this.parentNode.remove();return false">[[cookiebutton]]</a></div>
<footer><div class="wrap">
[[foot]]
</div></footer>
<noscript><div><img src="/metrika/watch/41230987" style="position:absolute; left:-9999px;" alt="" /></div></noscript>
</body>
</html>
`,
	"wordpress": `<!doctype html>
<html lang="[[lang]]">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>[[title]] &#8211; [[name]]</title>
<link rel='dns-prefetch' href='//s.w.org' />
<link rel='stylesheet' id='wp-block-library-css' href='/wp-includes/css/dist/block-library/style.min.css?ver=5.4.2' media='all' />
<link rel='stylesheet' id='theme-style-css' href='/wp-content/themes/advocate/style.css?ver=1.9' media='all' />
<script src='/wp-includes/js/jquery/jquery.js?ver=1.12.4-wp'></script>
<link rel="https://api.w.org/" href="/wp-json/" />
<meta name="generator" content="WordPress 5.4.2" />
<style>.screen-reader-text{clip:rect(1px,1px,1px,1px);position:absolute!important}</style>
</head>
<body class="page-template-default page wp-embed-responsive">
<div id="page" class="site">
<a class="skip-link screen-reader-text" href="#content">&darr;</a>
<header id="masthead" class="site-header">
<p class="site-title"><a href="/" rel="home">[[name]]</a></p>
<p class="site-description">[[about]]</p>
<nav id="site-navigation" class="main-navigation"><button class="menu-toggle" aria-expanded="false">&#9776;</button>
<ul id="primary-menu" class="menu">
[[menu]]
</ul></nav>
</header>
<div id="content" class="site-content"><main id="main" class="site-main">
[[main]]
</main>
<aside id="secondary" class="widget-area">
<section class="widget widget_search"><form role="search" method="get" class="search-form" action="/"><label><span class="screen-reader-text">[[search]]</span><input type="search" class="search-field" placeholder="[[search]] &hellip;" value="" name="s" /></label></form></section>
</aside></div>
<footer id="colophon" class="site-footer"><div class="site-info">
[[foot]]
</div></footer>
</div>
<div id="cookie-law-info-bar" data-nosnippet="true"><span>[[cookietext]] <a role='button' class="cli_action_button">[[cookiebutton]]</a></span></div>
<script src='/wp-includes/js/wp-embed.min.js?ver=5.4.2'></script>
</body>
</html>
`,
	"tables": `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>[[name]] - [[title]]</title>
<link rel="stylesheet" href="/css/style.css" type="text/css">
<script language="JavaScript" src="/js/menu.js"></script>
<style type="text/css"><!-- td.m {font-size: 11px; border-bottom: 1px solid #cccccc} --></style>
</head>
<body bgcolor="#FFFFFF" topmargin="0" leftmargin="0">
<table width="100%" border="0" cellspacing="0" cellpadding="0">
<tr><td background="/img/top_bg.gif" height="90"><a href="/"><img src="/img/gerb_s.gif" border="0" alt="" width="60" height="70"></a></td>
<td background="/img/top_bg.gif"><font size="4"><b>[[name]]</b></font><br><font size="1">[[about]]</font></td>
<td align="right"><form action="/modules.php" method="get"><input type="hidden" name="name" value="search"><input name="text" size="18" title="[[search]]"><input type="submit" value="[[search]]"></form></td></tr>
</table>
<table width="100%" border="0" cellspacing="4" cellpadding="0">
<tr valign="top">
<td width="190"><table width="100%" cellpadding="3">
[[plainmenu]]
</table></td>
<td>
[[main]]
</td>
</tr>
</table>
<hr size="1" noshade>
<div align="center"><font size="1">[[footline]]</font></div>
<div id="ck" style="display:none">[[cookietext]] <b>[[cookiebutton]]</b></div>
</body>
</html>
`,
	"gov": `<!DOCTYPE html>
<html class="govdesign" lang="[[lang]]">
<head>
<meta charset="utf-8">
<title>[[title]] - [[name]]</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<link href="/assets/application-9a7b3d.css" rel="stylesheet">
<script>document.documentElement.className += ' js-enabled';</script>
<meta name="csrf-token" content="9bd0f7c4a1e64f8f">
</head>
<body class="template">
<div class="cookie-banner" role="region" data-nosnippet hidden><p>[[cookietext]]</p><button value="accept">[[cookiebutton]]</button></div>
<a href="#main" class="skip-link">#</a>
<header class="header" role="banner" data-module="header"><div class="header__container">
<a href="/" class="header__logotype">[[name]]</a>
<button type="button" class="header__menu-button" aria-controls="navigation">&#9776;</button>
<ul id="navigation" class="header__navigation">
[[menu]]
</ul></div></header>
<div class="phase-banner"><p>[[about]]</p></div>
<div class="width-container">
<form class="site-search" action="/search/all" method="get" role="search"><label for="s">[[search]]</label><input id="s" name="keywords" type="search"></form>
<main id="main" class="main-wrapper" role="main">
[[main]]
</main></div>
<footer class="footer" role="contentinfo"><div class="footer__meta">
[[foot]]
</div></footer>
<script src="/assets/application-77f1.js" defer></script>
</body>
</html>
`,
	"dspace": `<!DOCTYPE html>
<html lang="[[lang]]"><head>
<META http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta content="text/html; charset=UTF-8" http-equiv="Content-Type">
<meta content="IE=edge,chrome=1" http-equiv="X-UA-Compatible">
<meta name="Generator" content="DSpace 6.3">
<title>[[title]]</title>
<link href="/themes/Mirage2/styles/main.css" rel="stylesheet">
<link type="application/opensearchdescription+xml" rel="search" href="/open-search/description.xml" title="DSpace">
<script>window.DSpace={"context_path":"","theme_path":"/themes/Mirage2/"};if(typeof window.orcid==='undefined'){window.orcid={};}</script>
</head><body>
<header><div class="navbar navbar-default navbar-static-top" role="navigation"><div class="container"><div class="navbar-header"><a class="navbar-brand" href="/">[[name]]</a></div>
<ul class="nav navbar-nav pull-right">
[[menu]]
</ul></div></div></header>
<div class="trail-wrapper hidden-print"><div class="container"><ul class="breadcrumb"><li><i class="glyphicon glyphicon-home"></i> <a href="/">[[name]]</a></li><li class="active">[[title]]</li></ul></div></div>
<div id="main-container" class="container"><div class="row"><div class="col-md-9 main-content">
[[main]]
</div><div class="col-md-3" id="sidebar"><form action="/discover" method="post"><input name="query" placeholder="[[search]]" type="text"><button name="submit">&#9906;</button></form><p>[[about]]</p></div></div></div>
<footer><div class="container">
[[foot]]
<div class="hidden" id="consent">[[cookietext]] <button>[[cookiebutton]]</button></div>
</div></footer>
<script src="/themes/Mirage2/scripts/theme.js"></script>
</body></html>
`,
}
