/** Product cards and definition lists as shops write them, in a real browser: what is a line item, and what only looks like one. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Money } from '../../src/core/finding.ts';
import type { LineDraft } from '../../src/core/line-model.ts';
import type { CardTimes, FoundCard } from './harness/card-commands.ts';
import { type Lab, openLab, pageOf, usualKinds } from './lab.ts';

const IMG = '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">';

/* Shopify: hidden labels, both price forms in the markup, a form per product. */
const shopify = (name: string, prices: string, onSale: boolean) => `
  <li class="grid__item"><div class="card-wrapper product-card-wrapper"><div class="card card--standard">
    <div class="card__inner"><div class="card__media">${IMG}</div>
      <div class="card__content"><div class="card__information"><h3 class="card__heading"><a href="/products/x" class="full-unstyled-link">${name}</a></h3></div></div></div>
    <div class="card__content"><div class="card__information">
      <h3 class="card__heading h5"><a href="/products/x" class="full-unstyled-link">${name}</a></h3>
      <div class="card-information"><span class="visually-hidden">Vendor:</span><div class="caption-with-letter-spacing">Norvex</div>
        <div class="price ${onSale ? 'price--on-sale' : ''}"><div class="price__container">${prices}</div></div></div></div>
      <div class="quick-add"><product-form><form method="post" action="/cart/add"><input type="hidden" name="id" value="1">
        <button type="submit" name="add" class="quick-add__submit"><span>Add to cart</span></button></form></product-form></div>
    </div></div></div></li>`;
const SHOPIFY_PLAIN =
  '<div class="price__regular"><span class="visually-hidden">Regular price</span><span class="price-item price-item--regular">$2,495.00 USD</span></div><div class="price__sale" hidden><s class="price-item">$1.00</s></div>';
const SHOPIFY_SALE =
  '<div class="price__regular" hidden><span class="price-item">$1.00</span></div><div class="price__sale"><span class="visually-hidden">Regular price</span><span><s class="price-item price-item--regular">$2,999.00 USD</s></span><span class="visually-hidden">Sale price</span><span class="price-item price-item--sale price-item--last">$2,495.00 USD</span></div>';

const wooAmount = (value: string) =>
  `<span class="woocommerce-Price-amount amount"><bdi><span class="woocommerce-Price-currencySymbol">$</span>${value}</bdi></span>`;
const woo = (name: string, price: string, control: string) => `
  <li class="product type-product post-371 status-publish instock"><a href="/product/1" class="woocommerce-LoopProduct-link">${IMG}
    <span class="onsale">Sale!</span><h2 class="woocommerce-loop-product__title">${name}</h2><div class="star-rating" role="img" aria-label="Rated 5 out of 5"><span>Rated <strong>5</strong> out of 5</span></div>
    <span class="price">${price}</span></a>${control}</li>`;
const WOO_ADD =
  '<a href="?add-to-cart=371" class="button add_to_cart_button" aria-label="Add “X” to your cart" rel="nofollow">Add to cart</a>';

const amazonPrice = (value: string, whole: string, cents: string) =>
  `<span class="a-price"><span class="a-offscreen">${value}</span><span aria-hidden="true"><span class="a-price-symbol">$</span><span class="a-price-whole">${whole}<span class="a-price-decimal">.</span></span><span class="a-price-fraction">${cents}</span></span></span>`;

const jd = (sku: string, name: string, price: string, controls: string) => `
  <li class="gl-item" data-sku="${sku}"><div class="gl-i-wrap"><div class="p-img"><a href="//item.jd.example/${sku}.html">${IMG}</a></div>
    <div class="p-price"><strong class="J_${sku}"><em>￥</em><i>${price}</i></strong></div>
    <div class="p-name p-name-type-2"><a title="企业采购更优惠，更多活动请点我抢购吧！" href="//item.jd.example/${sku}.html"><em>${name}</em> <i class="promo-words" id="J_AD_${sku}">企业采购更优惠，更多活动请点我抢购吧！</i></a></div>
    <div class="p-commit"><strong><a href="//item.jd.example/${sku}.html#comment">500+</a>条评价</strong></div>
    <div class="p-shop"><span class="J_im_icon"><a class="curr-shop" href="//mall.jd.example/1.html" title="华安网络设备官方旗舰店">华安网络设备官方旗舰店</a></span></div>
    <div class="p-operate">${controls}</div></div></li>`;
const JD_ADD =
  '<a class="p-o-btn contrast" href="javascript:;"><i></i>对比</a><a class="p-o-btn focus" href="javascript:;"><i></i>关注</a><a class="p-o-btn addcart" href="//cart.example/gate?pid=1"><i></i>加入购物车</a>';

const procurement = (name: string, model: string, price: string, control: string) => `
  <div class="goods-card"><div class="goods-img">${IMG}</div><div class="goods-price"><span class="symbol">¥</span><span class="int">${price}</span></div>
    <div class="goods-name" title="${name}">${name}</div><div class="goods-attr">型号：${model}</div><div class="goods-attr">品牌：海岩</div>
    <div class="supplier-name">供应商：杭州华安信息技术有限公司</div>${control}</div>`;

/** [shop, HTML, lines in order]. */
const CARDS: readonly (readonly [string, string, readonly string[]])[] = [
  ['Shopify: a grid, one of two on sale',
    `<ul class="grid product-grid">${shopify('FortiGate 100F', SHOPIFY_PLAIN, false)}${shopify('Haiyan HY-60', SHOPIFY_SALE, true)}</ul>`,
    ['FortiGate 100F · 2495 USD', 'Haiyan HY-60 · 2495 USD']],
  ['Shopify: a product page',
    `<div class="product grid"><div class="product__media-wrapper">${IMG}</div><div class="product__info-wrapper"><product-info><p class="product__text caption">Norvex</p><div class="product__title"><h1>FortiGate 100F Firewall</h1></div><p class="product__sku"><span class="visually-hidden">SKU:</span>FG-100F</p><div class="price">${SHOPIFY_SALE}</div><div class="product__tax">Taxes and <a href="/s">shipping</a> calculated at checkout.</div>
     <div class="product-form__quantity"><label for=q>Quantity</label><quantity-input><button name=minus type=button>−</button><input type=number name=quantity id=q value=3 min=1><button name=plus type=button>+</button></quantity-input></div>
     <form action="/cart/add"><button type=submit name=add><span>Add to cart</span></button></form><a href="/p">View full details</a></product-info></div></div>`,
    ['FortiGate 100F Firewall · #FG-100F · 3 × 2495 USD = 7485']],
  ['WooCommerce: a loop, reduced and plain',
    `<ul class="products columns-3">${woo('FortiSwitch 124F', `<del aria-hidden="true">${wooAmount('590.00')}</del> <ins>${wooAmount('433.00')}</ins>`, WOO_ADD)}${woo('FortiAP 231F', wooAmount('612.50'), WOO_ADD)}</ul>`,
    ['FortiSwitch 124F · 433 USD', 'FortiAP 231F · 612.5 USD']],
  ['WooCommerce: a range of prices, "Select options"',
    `<ul class="products">${woo('Norvex switch', `${wooAmount('99.00')} – ${wooAmount('149.00')}`, '<a href="/p" class="button product_type_variable" aria-label="Select options for “Norvex switch”">Select options</a>')}</ul>`,
    ['Norvex switch · 99 USD']],
  ['WooCommerce: a product page',
    `<div class="product"><div class="woocommerce-product-gallery">${IMG}</div><div class="summary entry-summary"><h1 class="product_title entry-title">Norvex N-400</h1><p class="price">${wooAmount('1,250.00')}</p><div class="woocommerce-product-details__short-description"><p>A switch with 48 ports and four uplinks, made for wiring closets.</p></div><p class="stock in-stock">5 in stock</p>
     <form class="cart" method=post><div class="quantity"><label class="screen-reader-text">Norvex N-400 quantity</label><input type="number" class="input-text qty text" name="quantity" value="2"></div><button type="submit" name="add-to-cart" class="single_add_to_cart_button button">Add to cart</button></form>
     <div class="product_meta"><span class="sku_wrapper">SKU: <span class="sku">NVX-400-48P</span></span> <span class="posted_in">Category: <a href="/c">Switches</a></span></div></div></div>`,
    ['Norvex N-400 · #NVX-400-48P · 2 × 1250 USD = 2500']],
  ['Magento: a list, special and old price with labels',
    `<ol class="products list items product-items">${['Haiyan HY-100', 'Haiyan HY-200'].map((name) => `<li class="item product product-item"><div class="product-item-info"><a href="/p-${name}" class="product photo">${IMG}</a><div class="product details product-item-details"><strong class="product name product-item-name"><a class="product-item-link" href="/p-${name}">${name}</a></strong><div class="reviews-actions"><a class="action view" href="/r">1 <span>Review</span></a></div>
     <div class="price-box price-final_price"><span class="old-price"><span class="price-container"><span class="price-label">Regular Price</span> <span class="price-wrapper"><span class="price">$690.00</span></span></span></span> <span class="special-price"><span class="price-container"><span class="price-label">Special Price</span> <span class="price-wrapper"><span class="price">$590.00</span></span></span></span></div>
     <div class="product-item-inner"><form data-role="tocart-form" method=post><button type=submit title="Add to Cart" class="action tocart primary"><span>Add to Cart</span></button></form><div class="actions-secondary"><a href="#" class="action towishlist" title="Add to Wish List"><span>Add to Wish List</span></a><a href="#" class="action tocompare"><span>Add to Compare</span></a></div></div></div></div></li>`).join('')}</ol>`,
    ['Haiyan HY-100 · 590 USD', 'Haiyan HY-200 · 590 USD']],
  ['Magento: a product page',
    `<div class="product-info-main"><div class="page-title-wrapper product"><h1 class="page-title"><span class="base">Haiyan HY-200 gateway</span></h1></div><div class="product-info-price"><div class="price-box"><span class="price-wrapper"><span class="price">€1.234,50</span></span></div><div class="product-info-stock-sku"><div title="Availability" class="stock available"><span>In stock</span></div><div class="product attribute sku"><strong class="type">SKU</strong><div itemprop="sku" class="value">HY200-EU</div></div></div></div>
     <div class="product-add-form"><form><div class="box-tocart"><div class="field qty"><label class="label" for=qty><span>Qty</span></label><div class="control"><input type=number name=qty id=qty value=1 class="input-text qty"></div></div><div class="actions"><button title="Add to Basket" class="action primary tocart"><span>Add to Basket</span></button></div></div></form></div></div>`,
    ['Haiyan HY-200 gateway · #HY200-EU · 1 × 1234.5 EUR = 1234.5']],
  ['Amazon-like: search results with list price and delivery',
    `<div class="s-main-slot">${['Norvex 8-Port Gigabit Switch, Unmanaged', 'Haiyan 16-Port Gigabit Switch, Rackmount'].map((name) => `<div class="s-result-item" data-component-type="s-search-result"><div class="sg-col-inner"><div class="puisg-row"><div class="s-image"><a href="/dp/${name.length}">${IMG}</a></div><div class="puisg-col"><div class="a-section"><div class="a-row"><h2 class="a-size-mini"><span>Brand</span></h2></div><a href="/dp/${name.length}"><h2 class="a-size-medium a-text-normal"><span>${name}</span></h2></a></div>
     <div class="a-section a-size-small"><span aria-label="4.5 out of 5 stars"><a href="/r">4.5</a></span><a href="/r">(1,204)</a></div><div class="a-section"><span>1K+ bought in past month</span></div><div class="a-row a-color-base"><a href="/dp/${name.length}">${amazonPrice('$24.99', '24', '99')} <span class="a-text-strike">List: <span class="a-price a-text-price" data-a-strike="true"><span class="a-offscreen">$29.99</span><span aria-hidden="true">$29.99</span></span></span></a></div>
     <div class="a-row"><span>Delivery <b>Mon, Mar 3</b></span></div><div class="a-row"><span>$5.20 delivery</span></div><button type=button class="a-button-text" name="submit.addToCart" aria-label="Add to cart">Add to cart</button></div></div></div></div>`).join('')}</div>`,
    ['Norvex 8-Port Gigabit Switch, Unmanaged · 24.99 USD', 'Haiyan 16-Port Gigabit Switch, Rackmount · 24.99 USD']],
  ['Amazon-like: a product page with the title in one column and the box in another',
    `<div id="ppd"><div id="rightCol"><div class="buybox"><div class="a-section">${amazonPrice('$1,299.00', '1,299', '00')}</div><div class="a-section"><span>FREE delivery</span> <b>Tuesday</b></div><div>In Stock</div><div hidden><h1>This seller does not ship here</h1></div><h4>Special financing options</h4>${`<p>${'<i></i> '.repeat(50)}</p>`.repeat(6)}<select name="quantity" id="quantity"><option>1<option selected>2</select><div><span class="a-button"><input type="submit" id="add-to-cart-button" value="Add to Cart"></span></div><div><span>Ships from</span> <span>Amazon</span></div></div></div>
     <div id="leftCol">${IMG}</div><div id="centerCol"><div><h1 id="title"><span id="productTitle"> Norvex Firewall Appliance, 8 Port </span></h1></div><a href="/b">Visit the Norvex Store</a><ul><li>Eight ports</li><li>Fanless</li></ul></div></div>`,
    ['Norvex Firewall Appliance, 8 Port · 2 × 1299 USD = 2598']],
  ['京东: a grid with shop, promotion and comments',
    `<ul class="gl-warp clearfix">${jd('1001', '海岩 HY-USG6000 企业级防火墙 千兆', '12999.00', JD_ADD)}${jd('1002', '诺维 N48 交换机 48口全千兆', '3599.00', JD_ADD)}</ul>`,
    ['海岩 HY-USG6000 企业级防火墙 千兆 · 12999 CNY', '诺维 N48 交换机 48口全千兆 · 3599 CNY']],
  ['京东: a product page',
    `<div class="product-intro"><div class="preview-wrap">${IMG}</div><div class="itemInfo-wrap"><div class="sku-name">海岩 HY-S5735 24口千兆以太网交换机</div><div class="news"><div class="item">企业购更优惠</div></div>
     <div class="summary-price-wrap"><div class="summary-price"><div class="dt">京 东 价</div><div class="dd"><span class="p-price"><span>￥</span><span class="price J-p-1">2899.00</span></span> <a class="notice" href="#">降价通知</a></div></div><div class="summary-info"><div class="comment-count"><p>累计评价</p><a href="#c">2000+</a></div></div></div>
     <div class="choose-btns"><div class="choose-amount"><input class="text buy-num" id="buy-num" value="4"><a class="btn-reduce" href="#none">-</a><a class="btn-add" href="#none">+</a></div><a href="//cart.example/gate" id="InitCartUrl" class="btn-special1 btn-lg">加入购物车</a></div></div></div>`,
    ['海岩 HY-S5735 24口千兆以太网交换机 · 4 × 2899 CNY = 11596']],
  ['苏宁: the price in three pieces',
    `<ul>${['诺维企业路由器 VPN网关', '海岩无线控制器 AC6000'].map((name, i) => `<li class="item-wrap"><div class="item-bg"><div class="product-box"><div class="res-img"><a href="/p/${i}">${IMG}</a></div><div class="res-info"><div class="price-box"><span class="def-price"><i>¥</i>3499<i>.00</i></span></div><div class="title-selling-point"><a href="/p/${i}">${name}</a></div><div class="evaluate-old"><a href="/c">评价<i>300+</i></a></div><div class="store-stock"><a href="/s">苏宁自营</a></div></div><div class="res-opt"><a class="btn-db" href="javascript:void(0);">对比</a><a class="btn-gz" href="javascript:void(0);">收藏</a><a class="btn-gwc" href="javascript:void(0);">加入购物车</a></div></div></div></li>`).join('')}</ul>`,
    ['诺维企业路由器 VPN网关 · 3499 CNY', '海岩无线控制器 AC6000 · 3499 CNY']],
  ['政采云: sign and number as flex items, model, supplier, a control per product',
    `<div class="goods-list"><style>.goods-price{display:flex}</style>${procurement('海岩 桌面云终端', 'HY-TC30', '2,180.00', '<button type="button" class="el-button"><span>加入购物车</span></button>')}${procurement('诺维 数据中心交换机', 'NV-CE6800', '56,000.00', '<button type="button" class="el-button"><span>立即询价</span></button>')}</div>`,
    ['海岩 桌面云终端 · #HY-TC30 · 2180 CNY', '诺维 数据中心交换机 · #NV-CE6800 · 56000 CNY']],
  ['a purchasing portal: 元, 货号, 加入采购单 on an input',
    `<div class="item"><a href="/g/1">${IMG}</a><p><a href="/g/1">海岩服务器 2288H 双路机架式</a></p><p>货号：HY2288H-V6</p><p><span>协议价</span><em>38,500.00元</em>/台</p><p>数量 <input type="text" name="buyNum" value="2"></p><input type="button" value="加入采购单"><input type="button" value="收藏"></div>`,
    ['海岩服务器 2288H 双路机架式 · #HY2288H-V6 · 2 台 × 38500 CNY = 77000']],
  ['CDW-like: search results with two numbers',
    `<div class="search-results">${[1, 2].map((i) => `<div class="search-result"><div class="column-1"><a href="/p/${i}">${IMG}</a></div><div class="column-2"><h2><a class="search-result-product-url" href="/p/${i}">Fortinet FortiGate 10${i}F - security appliance</a></h2><div class="product-codes"><span class="mfg-code">MFG#: FG-10${i}F</span><span class="cdw-code">CDW#: 612345${i}</span></div><div class="expert">Expert reviewed</div></div>
     <div class="column-3"><div class="price"><div class="price-type"><div class="price-type-price">$2,999.9${i}</div><div class="price-type-label">Advertised Price</div></div></div><div class="availability">In Stock</div><input type=text name="Qty" value="1" aria-label="Quantity"><button class="btn-add-to-cart" aria-label="Add to Cart Fortinet FortiGate">Add to Cart</button><div><a href="#">Compare</a></div></div></div>`).join('')}</div>`,
    ['Fortinet FortiGate 101F - security appliance · #FG-101F · 1 × 2999.91 USD = 2999.91', 'Fortinet FortiGate 102F - security appliance · #FG-102F · 1 × 2999.92 USD = 2999.92']],
  ['Insight-like: classes that say nothing',
    `<div class="MuiGrid-root css-1">${[1, 2].map((i) => `<div class="MuiPaper-root css-9x"><div class="css-2"><a class="css-3" href="/en_US/p${i}.html">${IMG}</a></div><div class="css-4"><div class="css-5"><a class="MuiLink-root css-6" href="/en_US/p${i}.html">Cisco Catalyst 9200L-${i} switch 24 ports managed</a></div><div class="css-7"><span class="css-8">Insight Part #:</span> <span>C9200L-24T-${i}E</span></div><div class="css-7"><span class="css-8">Mfr Part #:</span> <span>C9200L-24T-4E${i}</span></div></div><div class="css-10"><div class="css-11"><p class="css-12">USD $3,495.00</p><p class="css-13">4 in stock</p></div><div class="css-14"><input type="number" class="css-15" value="10"><button class="MuiButton-root" type="button">Add to cart</button></div></div></div>`).join('')}</div>`,
    ['Cisco Catalyst 9200L-1 switch 24 ports managed · #C9200L-24T-4E1 · 10 × 3495 USD = 34950', 'Cisco Catalyst 9200L-2 switch 24 ports managed · #C9200L-24T-4E2 · 10 × 3495 USD = 34950']],
  ['Bootstrap: the price in a heading too',
    `<div class="row">${['Norvex NAS 4', 'Norvex NAS 8'].map((name) => `<div class="col-md-4"><div class="card h-100">${IMG}<div class="card-body"><h5 class="card-title">${name}</h5><h4>$499.00 / ea</h4><p class="card-text">Four bays and room to grow with an expansion unit later on.</p></div><div class="card-footer"><a href="/buy" class="btn btn-primary">Buy now</a></div></div></div>`).join('')}</div>`,
    ['Norvex NAS 4 · ea × 499 USD', 'Norvex NAS 8 · ea × 499 USD']],
  ['Foundation: a pricing list',
    `<ul class="pricing-table"><li class="title">Haiyan Support Gold</li><li class="price">$99.00</li><li class="description">Phone and mail</li><li class="bullet">Eight hours</li><li class="cta-button"><a class="button" href="/b">Buy Now »</a></li></ul>`,
    ['Haiyan Support Gold · 99 USD']],
  ['a page without classes, everything in one line', '<p><b>FortiGate 60F</b> – $595.00 <a href="cart.cgi?add=1">Buy now</a></p>', ['FortiGate 60F · 595 USD']],
  ['plain text as the name', '<div>Norvex rack mount kit <span>€ 49,90</span> <input type=submit value="Add to basket"></div>', ['Norvex rack mount kit · 49.9 EUR']],
  ['a link around name and price, below a heading of the page', `<section><h2>Deals of the week</h2><div class="it"><a href="/1">${IMG}<div>Haiyan HC-3</div><div>$5.00</div></a><button>Add to cart</button></div></section>`, ['Haiyan HC-3 · 5 USD']],
  ['a heading around name and price, below a heading of the page', '<section><h2>Deals of the week</h2><div class="it"><h3><span>Haiyan HC-4</span> <span>$6.00</span></h3><button>Add to cart</button></div></section>', ['Haiyan HC-4 · 6 USD']],
  ['something very deep beside the price', `<div><h3>Norvex deep</h3><div id="deep" style="display:none"></div><span>$1.00</span><button>Add to cart</button></div><script>{ let at = document.querySelector('#deep'); for (let i = 0; i < 5000; i += 1) at = at.appendChild(document.createElement('div')); }</script>`, ['Norvex deep · 1 USD']],
  ['plain text behind the price', '<div>$49.90 Norvex cable kit <button>Add to cart</button></div>', ['Norvex cable kit · 49.9 USD']],
  ['names of fields in front of the DOM',
    `<form class="product"><input name="parentNode" type=hidden><input name="firstChild" type=hidden><input name="childElementCount" type=hidden><input name="getAttribute" type=hidden><input name="querySelectorAll" type=hidden><input name="localName" type=hidden><input name="closest" type=hidden><h3>Haiyan HY-9</h3><div><b>¥1,200</b></div><input name="qty" value="2"><button>加入购物车</button></form>`,
    ['Haiyan HY-9 · 2 × 1200 CNY = 2400']],
  ['traditional characters', `<div class="prod"><a href="/1">${IMG}</a><h3>海岩 防火牆 HY-60</h3><span>NT$12,800</span><button>加入購物車</button></div>`, ['海岩 防火牆 HY-60 · 12800 TWD']],
  ['原价 and 现价 without marks', `<div class="g"><h4>诺维网闸</h4><p>原价：¥9,900</p><p>现价：¥8,800</p><a href="/b">立即购买</a></div>`, ['诺维网闸 · 8800 CNY']],
  ['a price, and one with a discount in words', `<div class="g"><h4>Norvex UPS</h4><p>Save $100.00</p><p class="now">$899.00</p><p>Was $999.00</p><button>Add to cart</button></div>`, ['Norvex UPS · 899 USD']],
  ['"from" is a price, a request for a quote buys', '<article><h3>Norvex support</h3><p>From $1,250.00</p><a href="/rfq">Request a quote</a></article>', ['Norvex support · 1250 USD']],
  ['a control that is an icon', `<div class="it"><a href="/1">${IMG}</a><a href="/1">Haiyan SFP module</a><span>$19.00</span><button class="btn add-to-cart"><i class="fa fa-cart"></i></button></div>`, ['Haiyan SFP module · 19 USD']],
  ['a control that is no button', `<div class="it"><h3>海岩光模块</h3><div>￥199</div><div class="op">加入购物车</div></div>`, ['海岩光模块 · 199 CNY']],
  ['small cents', '<div class="it"><h3>Norvex cable</h3><div>$12<sup>95</sup></div><button>Add to cart</button></div>', ['Norvex cable · 12.95 USD']],
  ['the price on the button as well', '<div class="it"><h3>Norvex tool</h3><div>$12.00</div><button>Buy now for $12.00</button></div>', ['Norvex tool · 12 USD']],
  ['the link of the picture is the name, not the longer one of the shop', `<div class="it"><a href="/1">${IMG}</a><div><a href="/shop">Hangzhou Somebody Information Technology</a></div><div><a href="/1">Haiyan HC-2</a></div><span>$59.00</span><button>Add to cart</button></div>`, ['Haiyan HC-2 · 59 USD']],
  ['sign, number and fraction in blocks of their own', '<div class="it"><h3>海岩光纤</h3><div class="p"><div>¥</div><div>199</div><div>.90</div></div><button>加入购物车</button></div>', ['海岩光纤 · 199.9 CNY']],
  ['a list price with its label', '<div class="it"><h3>Norvex J</h3><p>List Price: $129.00</p><p>$99.00</p><button>Add to cart</button></div>', ['Norvex J · 99 USD']],
  ['a price by weight, and words before the price that are none of its label', '<div class="it"><h3>Norvex paste</h3><p>$0.80/oz</p><p>Free shipping</p><p>$80.00</p><button>Add to cart</button></div>', ['Norvex paste · 80 USD']],
  ['one of two sold out', `<div class="grid">${['K', 'L'].map((x) => `<div class="p"><a href="/${x}">${IMG}</a><h3>Norvex ${x}1</h3><span>$10.00</span>${x === 'K' ? '<button disabled>Sold out</button>' : '<button>Add to cart</button>'}</div>`).join('')}</div>`, ['Norvex L1 · 10 USD']],
  ['PrestaShop: a miniature with a discount',
    `<div class="products row">${['Norvex P1 patch panel', 'Haiyan P2 patch panel'].map((name) => `<div class="product"><article class="product-miniature" data-id-product="1"><div class="thumbnail-container"><a href="/1" class="thumbnail">${IMG}</a><div class="highlighted-informations"><a class="quick-view" href="#">Quick view</a></div></div><div class="product-description"><h2 class="h3 product-title"><a href="/1">${name}</a></h2><div class="product-price-and-shipping"><span class="regular-price">€29.90</span><span class="discount-percentage">-20%</span><span class="price" aria-label="Price">€23.92</span></div></div><ul class="product-flags"><li class="product-flag discount">-20%</li></ul><form action="/cart"><button class="btn add-to-cart">Add to cart</button></form></article></div>`).join('')}</div>`,
    ['Norvex P1 patch panel · 23.92 EUR', 'Haiyan P2 patch panel · 23.92 EUR']],
  ['OpenCart: old price and price without tax in one line',
    `<div class="row">${['Norvex monitor', 'Haiyan monitor'].map((name) => `<div class="product-layout"><div class="product-thumb"><div class="image"><a href="/m">${IMG}</a></div><div class="caption"><h4><a href="/m">${name}</a></h4><p>The 30-inch display delivers an amazing picture, and more..</p><p class="price"><span class="price-new">$98.00</span> <span class="price-old">$122.00</span> <span class="price-tax">Ex Tax: $80.00</span></p></div><div class="button-group"><button type=button><i class="fa"></i> <span>Add to Cart</span></button><button type=button title="Add to Wish List"><i></i></button><button type=button title="Compare this Product"><i></i></button></div></div></div>`).join('')}</div>`,
    ['Norvex monitor · 98 USD', 'Haiyan monitor · 98 USD']],
  ['Odoo: a control that only its form tells',
    `<form action="/shop/cart/update" class="card oe_product_cart"><div class="oe_product_image"><a href="/s">${IMG}</a></div><div class="o_wsale_product_information"><h6 class="o_wsale_products_item_title"><a href="/s">Haiyan desk sensor</a></h6><div class="product_price"><span class="h6">$ <span class="oe_currency_value">1,250.00</span></span></div><div class="o_wsale_product_btn"><a href="#" role="button" class="btn a-submit" aria-label="Shopping cart" title="Shopping cart"><span class="fa fa-shopping-cart"></span></a></div></div></form>`,
    ['Haiyan desk sensor · 1250 USD']],
  ['Newegg-like: a list of prices in each cell',
    `<div class="item-cells-wrap">${['Norvex router AX6000 with eight ports', 'Haiyan router AX3000 with four ports'].map((name) => `<div class="item-cell"><div class="item-container"><a class="item-img" href="/r">${IMG}</a><div class="item-info"><div class="item-branding"><a class="item-rating" href="#" title="Rating + 4.5">(124)</a></div><a class="item-title" href="/r">${name}</a><p class="item-promo">Sale ends in 2 days</p></div><div class="item-action"><ul class="price"><li class="price-was"><span class="price-was-data">$199.99</span></li><li class="price-current">$<strong>149</strong><sup>.99</sup> –</li><li class="price-save">Save: 25%</li><li class="price-ship">Free Shipping</li></ul><div class="item-button-area"><button class="btn btn-primary" title="Add to cart">Add to cart</button></div></div></div></div>`).join('')}</div>`,
    ['Norvex router AX6000 with eight ports · 149.99 USD', 'Haiyan router AX3000 with four ports · 149.99 USD']],
  ['a price that is said again for the ear',
    `<li class="sku-item"><a href="/k">${IMG}</a><h4 class="sku-title"><a href="/k">Haiyan laptop 14</a></h4><div><span>Model:</span> <span>HY-L14-2</span> <span>SKU:</span> <span>6535495</span></div><div class="priceView"><span aria-hidden="true">$1,299.99</span><span class="visually-hidden">Your price for this item is $1,299.99</span></div><div>Save $200</div><div>The previous price was $1,499.99</div><div>or $54.17/mo. for 24 months</div><button>Add to Cart</button></li>`,
    ['Haiyan laptop 14 · #HY-L14-2 · 1299.99 USD']],
  ['Alibaba-like: a range, the price of one, a minimum',
    `<div class="offer"><a href="/o">${IMG}</a><h2 class="title"><a href="/o">OEM 24 port switch rack mount</a></h2><div class="price">US$120.00 - US$150.00 / Piece</div><div>Min. order: 2 pieces</div><a class="company" href="/c">Shenzhen Somebody Technology Co., Ltd.</a><button>Send inquiry</button></div>`,
    ['OEM 24 port switch rack mount · Piece × 120 USD']],
  ['a supplier of parts: price before and behind tax, a number of the shop and one of the maker',
    `<div class="product"><h1>Norvex RJ45 coupler, black</h1><ul><li>RS Stock No.: 123-4567</li><li>Mfr. Part No.: NVX-RJ45-BK</li><li>Brand: Norvex</li></ul><div class="buy"><p>Price Each</p><p>£12.50 (exc. VAT)</p><p>£15.00 (inc. VAT)</p><input type="number" aria-label="quantity" value="25"><button>Add to basket</button></div></div>`,
    ['Norvex RJ45 coupler, black · #NVX-RJ45-BK · 25 × 12.5 GBP = 312.5']],
  ['a catalogue without any marks',
    `<style>.catalogue-line{display:flex}</style><div role="list">${[5, 6].map((i) => `<div class="catalogue-line"><span>${i}</span><span>VS8-STD</span><span>Haiyan vSwitch ${i} Standard</span><span>$62.00 / core</span><button type="button">Add to cart</button></div>`).join('')}</div>`,
    ['Haiyan vSwitch 5 Standard · core × 62 USD', 'Haiyan vSwitch 6 Standard · core × 62 USD']],
  ['a product as a list of definitions, with its unit',
    '<main><div class="picture">■</div><div><h1>Norvex N-60 appliance</h1><dl><dt>Brand</dt><dd>Norvex</dd><dt>Part number</dt><dd>NVX-60-BDL</dd><dt>Unit</dt><dd>piece</dd><dt>Price</dt><dd>€1,024.00</dd></dl><label>Quantity <input name="quantity" value="3"></label><button>Add to cart</button></div></main>',
    ['Norvex N-60 appliance · #NVX-60-BDL · 3 piece × 1024 EUR = 3072']],
  ['企业采购: 起订量, 未税价, 询价', `<div class="list">${['A', 'B'].map((x) => `<div class="el-card"><div class="el-card__body"><img src="" class="pic"><p class="tit">海岩工业交换机 IE-${x}200</p><p>订货号：HYIE${x}200-8T</p><p class="sale">未税价：<b>￥1,080.00</b>/台</p><p>起订量：5台</p><div class="btns"><span class="btn">加入采购单</span><span class="btn">收藏</span></div></div></div>`).join('')}</div>`,
    ['海岩工业交换机 IE-A200 · #HYIEA200-8T · 台 × 1080 CNY', '海岩工业交换机 IE-B200 · #HYIEB200-8T · 台 × 1080 CNY']],
  ['a shadow root around each card', '<shop-card data-shadow=open><template><h3>Norvex A</h3><p>$1,000</p><button>Add to cart</button></template></shop-card><shop-card data-shadow=closed><template><h3>Norvex B</h3><p>$2,000</p><button>Add to cart</button></template></shop-card>', ['Norvex A · 1000 USD', 'Norvex B · 2000 USD']],
  ['a shadow root around the control', '<div class="it"><h3>Norvex C</h3><p>$3,000</p><buy-button data-shadow=closed><template><button>Add to cart</button></template></buy-button></div><div class="it"><h3>Norvex D</h3><p>$4,000</p><buy-button data-shadow=open><template><button>Add to cart</button></template></buy-button></div>', ['Norvex C · 3000 USD', 'Norvex D · 4000 USD']],
  ['one sold out among others', `<div class="grid">${['A', 'B', 'C'].map((x) => `<div class="p"><a href="/${x}">${IMG}</a><h3>Norvex ${x}1</h3><span>$10.00</span>${x === 'B' ? '<button disabled>Sold out</button>' : '<button>Add to cart</button>'}</div>`).join('')}</div>`, ['Norvex A1 · 10 USD', 'Norvex C1 · 10 USD']],
  ['two buttons, and the same for small screens', '<div class="p"><h3>Norvex E</h3><div><b>$10.00</b> <s>$12.00</s></div><div class="d"><button>Add to cart</button><button>Buy now</button></div><div class="m"><button>Add to cart</button></div></div>', ['Norvex E · 10 USD']],
  ['a card beside the text of an article', `<article><h2>What to look for in a gateway</h2><p>Many things matter, and the price is one of them.</p><div class="box"><strong class="title">Haiyan gateway HG-5</strong><span>$199.00</span><a href="/b">Buy now</a></div><p>More text follows here, and it is long enough to be text.</p></article>`, ['Haiyan gateway HG-5 · 199 USD']],
]; // biome-ignore format: a table is read by its lines

/** [what it is, HTML]: none is a line item. */
const NO_CARDS: readonly (readonly [string, string])[] = [
  ['the total of a cart', '<div class="cart-summary"><h2>Order summary</h2><div><span>Subtotal:</span> <b>$340.00</b></div><div>Shipping: $12.00</div><a href="/checkout">Checkout</a></div>'],
  ['a total with a button that buys', '<div><h2>Norvex order</h2><div><span>Total:</span> <b>$340.00</b></div><button>Buy now</button></div>'],
  ['合计', '<div class="cart"><h3>我的商品</h3><div>合计：<em>¥340.00</em></div><a href="/pay">立即购买</a></div>'],
  ['a header with a small cart', '<header><a href="/">Norvex Shop</a><nav><a href="/buy">Buy</a></nav><div class="mini-cart"><span>2 items</span> <b>$340.00</b></div></header>'],
  ['the small cart laid open', '<div class="minicart"><ul><li><a href="/p">Norvex N-400</a> <span>1 × $340.00</span> <button>Remove</button></li></ul><a href="/cart">View cart</a><a href="/checkout">Checkout</a></div>'],
  ['a filter of prices', '<aside><h3>Price</h3><ul><li><a href="?p=1">$0 - $25</a> (12)</li><li><a href="?p=2">$25 - $50</a> (3)</li></ul><button>Apply</button></aside>'],
  ['价格筛选', '<div class="filter"><h4>价格区间筛选条件</h4><a href="#">¥0-¥100</a><a href="#">¥100-¥500</a><button>确定</button></div>'],
  ['a note on shipping', '<div class="bar"><p>Free shipping on orders over $50</p><a href="/shop">Shop now</a></div>'],
  ['a coupon', '<div class="coupon"><h4>Spring coupon</h4><b>$20.00 off</b><p>Orders over $200</p><button>Get coupon</button></div>'],
  ['优惠券', '<div class="coupon"><h4>新用户专享优惠</h4><b>¥20</b><p>满199可用</p><button>立即领取</button></div>'],
  ['an advertisement without a name', `<div class="side"><div class="widget"><h3>Recent posts</h3><ul>${'<li><a href="/x">How we moved our whole network in one night</a></li>'.repeat(9)}</ul></div><div class="ad">${IMG}<span>$299.00</span><a href="/b">Buy now</a></div></div>`],
  ['an advertisement before a heading', `<div><div><div class="ad">${IMG}<span>$299.00</span><a href="/b">Buy now</a></div><p>Ad</p></div><h3>How we moved our network</h3></div>`],
  ['a price in a row of a table, and a control beside the table', '<div><h3>Norvex N-401</h3><table><tr><td>Price</td><td>$340.00</td></tr></table><button>Add to cart</button></div>'],
  ['an advertisement below a line of text', '<div><p>Our partners</p><div class="ad"><span>$299.00</span><a href="/b">Buy now</a></div></div>'],
  ['an advertisement that praises itself', '<div class="ad"><span>$299.00</span><p>The best network of the year.</p><a href="/b">Buy now</a></div>'],
  ['a large box whose product is named nowhere', `<div><span>$299.00</span><button>Buy now</button>${`<p>${'<i></i> '.repeat(50)}</p>`.repeat(6)}<p>Special financing plans</p></div>`],
  ['an advertisement in a list', `<div><h3>Our partners</h3><ul><li>${IMG}<span>$299.00</span><a href="/b">Buy now</a></li></ul></div>`],
  ['an advertisement with several controls', `<div class="ad">${IMG}<span>$299.00</span><button>Buy now</button><button>Ask our experts</button></div>`],
  ['an advertisement whose control has many words', `<div class="ad">${IMG}<span>$299.00</span><a href="/q">Request a quote for your network</a></div>`],
  ['a list of prices with one control for all', `<div><h2>Spare parts</h2><div>${['M', 'N'].map((x) => `<div class="p"><h3>Norvex ${x}1</h3><span>$10.00</span></div>`).join('')}</div><button>Request a quote</button></div>`],
  ['two things at once', '<div><h3>Norvex and Haiyan</h3><p>$250.00</p><button>Add both to Cart</button></div>'],
  ['a row of a table', '<table><tr><td><a href="/p">Norvex N-400</a></td><td>$340.00</td><td><button>Add to cart</button></td></tr></table>'],
  ['a row of a grid', '<div role=grid><div role=row><div role=gridcell><h3>Norvex N-400</h3></div><div role=gridcell>$340.00</div><div role=gridcell><button>Add to cart</button></div></div></div>'],
  ['a card inside a cell', '<table><tr><td><div><h3>Norvex N-400</h3><p>$340.00</p><button>Add to cart</button></div></td></tr></table>'],
  ['products without anything to buy with', `<ul>${['A', 'B'].map((x) => `<li><a href="/${x}">${IMG}</a><h3>Norvex ${x}2</h3><span>$10.00</span><a href="/${x}">Details</a></li>`).join('')}</ul>`],
  ['a wish list and a comparison', '<div class="p"><h3>Norvex F</h3><span>$10.00</span><button>Add to wish list</button><button>Add to compare</button></div>'],
  ['an article', '<article><h1>Prices rise</h1><p>The device costs</p><p>$499.00</p><p>and is worth it.</p><a href="/s">Subscribe now</a></article>'],
  ['an order of last year', '<div class="order"><h3>Order 123-456</h3><p>$99.00</p><a href="/o">View order</a><a href="/o">Buy it again</a></div>'],
  ['things bought together', '<div class="together"><h2>Frequently bought together</h2><p>Total price: <b>$250.00</b></p><button>Add all three to Cart</button></div>'],
  ['a donation', '<form><h3>Support our work</h3><label>$10</label><label>$25</label><button>Donate</button></form>'],
  ['an auction', '<div><h3>Norvex G</h3><p>Current bid: $12.00</p><button>Place bid</button></div>'],
  ['a tender', '<div class="notice"><h3>网络设备采购项目招标公告</h3><p>预算金额：1,200,000元</p><a href="/f">下载附件</a><a href="/m">采购公告</a></div>'],
  ['several in one run of text', '<p>Norvex A <b>$9.00</b> <button>Add to cart</button> Norvex B <b>$8.00</b> <button>Add to cart</button></p>'],
  ['a foot with small print', '<footer><h3>Norvex Shop</h3><p>$5.00 fee</p><a href="/b">Buy now</a></footer>'],
  ['a price in a heading and nothing else', '<div><h3>$99.00</h3><button>Buy now</button></div>'],
]; // biome-ignore format: a table is read by its lines

/** [rule, HTML, lines]. */
const DEFINITIONS: readonly (readonly [string, string, readonly string[]])[] = [
  ['dt and dd', '<dl><dt>Product</dt><dd>FortiGate 100F</dd><dt>Part No.</dt><dd>FG-100F</dd><dt>Quantity</dt><dd>2</dd><dt>Unit price</dt><dd>$2,495.00</dd></dl>', ['FortiGate 100F · #FG-100F · 2 × 2495 USD = 4990']],
  ['groups of dt and dd, in Chinese', '<dl><div><dt>商品名称</dt><dd>海岩 防火墙</dd></div><div><dt>型号</dt><dd>HY-100F</dd></div><div><dt>数量</dt><dd>3</dd></div><div><dt>单价</dt><dd>¥2,000.00</dd></div></dl>', ['海岩 防火墙 · #HY-100F · 3 × 2000 CNY = 6000']],
  ['a list of labelled items', '<ul><li><b>Product:</b> Haiyan HY-9</li><li><b>Qty:</b> 4</li><li><b>Price:</b> $10.00</li></ul>', ['Haiyan HY-9 · 4 × 10 USD = 40']],
  ['labels without colons, in elements of their own', '<ul><li><span>品名</span> <span>海岩 交换机</span></li><li><span>数量</span> <span>2</span></li><li><span>单价</span> <span>¥500.00</span></li></ul>', ['海岩 交换机 · 2 × 500 CNY = 1000']],
  ['a quantity in a field', '<dl><dt>Product</dt><dd>Norvex N-1</dd><dt>Quantity</dt><dd><input type=number value=5></dd><dt>Unit price</dt><dd>$2.00</dd></dl>', ['Norvex N-1 · 5 × 2 USD = 10']],
  ['a menu', '<ul><li><a href="/p">Product</a></li><li><a href="/q">Price list</a></li><li><a href="/b">Brand</a></li></ul>', []],
  ['two labels only', '<ul><li>Product: Haiyan HY-1</li><li>Price: $10.00</li><li>Free delivery</li></ul>', []],
  ['a glossary', '<dl><dt>Firewall</dt><dd>Keeps fire out</dd><dt>Price</dt><dd>What it costs</dd></dl>', []],
  ['the list of a card is the card\'s', '<div class="p"><h3>Norvex H</h3><dl><dt>Part No.:</dt><dd>NVX-H1</dd><dt>Price:</dt><dd>$70.00</dd></dl><button>Add to cart</button></div>', ['Norvex H · #NVX-H1 · 70 USD']],
]; // biome-ignore format: a table is read by its lines

/** [text, looks like a price]. */
const PRICES: readonly (readonly [string, boolean])[] = [
  ['$9', true], ['US$ 1,299.00', true], ['¥3999', true], ['￥１２', true], ['12,00 €', true], ['3,999元', true], ['1.2万元', true], ['USD 12', true],
  ['12 CNY', true], ['From $99.00', true], ['¥', true], ['US$', true], ['Rs. 500', true],
  ['', false], ['Add to cart', false], ['元素 3', false], ['FG-100F', false], ['2024', false], ['EUROPE 1', false], ['CADENCE 5', false],
  [`$1 ${'x'.repeat(60)}`, false], ['Cash $ only', false],
]; // biome-ignore format: a table is read by its lines

/** What hides words from the eye makes them blocks of their own. */
const HEAD = '<style>.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden}</style>';

const SHADOW = `
<script>
  for (const host of document.querySelectorAll('[data-shadow]')) {
    const template = host.querySelector('template');
    host.attachShadow({ mode: host.dataset.shadow }).append(template.content.cloneNode(true));
    template.remove();
  }
</script>`;

function say(money: Money | undefined): string {
  return money === undefined ? '' : `${money.value} ${money.currency ?? '?'}`;
}

/** "name · #part · quantity unit × price = amount" */
function written({ description, part, quantity, unit, price, amount }: LineDraft): string {
  const count = [quantity, unit].filter((text) => text !== undefined).join(' ');
  const sum = [count && `${count} ×`, say(price), amount && `= ${amount.value}`].filter((text) => text).join(' ');
  return [description, part && `#${part}`, sum].filter((text) => text).join(' · ');
}

const sections = (htmls: readonly string[]) => htmls.map((html, i) => `<div data-case="${i}">${html}</div>`).join('\n');

describe.each(usualKinds)('%s', (kind) => {
  let lab: Lab;
  const found: Record<'cards' | 'others' | 'definitions', string[][]> = { cards: [], others: [], definitions: [] };

  async function read(htmls: readonly string[]): Promise<string[][]> {
    const bench = await lab.open(pageOf(sections(htmls) + SHADOW, HEAD), null);
    const lines: string[][] = htmls.map(() => []);
    for (const [place, draft] of await bench.ask<readonly FoundCard[]>('cards'))
      lines[Number(place)]?.push(draft === null ? 'a card without a line' : written(draft));
    await bench.close();
    return lines;
  }

  beforeAll(async () => {
    lab = await openLab(kind);
    found.cards = await read(CARDS.map(([, html]) => html));
    found.others = await read(NO_CARDS.map(([, html]) => html));
    found.definitions = await read(DEFINITIONS.map(([, html]) => html));
  });
  afterAll(() => lab?.close());

  test('what looks like a price', async () => {
    const bench = await lab.open(pageOf(''), null);
    const answers = await bench.ask<boolean[]>(
      'looksLikePrice',
      PRICES.map(([text]) => text),
    );
    expect(PRICES.map(([text], i) => [text, answers[i]])).toEqual(PRICES);
    await bench.close();
  });

  test.each(CARDS.map(([rule, , lines], i) => ({ rule, lines, i })))('card: $rule', ({ lines, i }) => {
    expect(found.cards[i]).toEqual(lines);
  });

  test.each(NO_CARDS.map(([rule], i) => ({ rule, i })))('no card: $rule', ({ i }) => {
    expect(found.others[i]).toEqual([]);
  });

  test.each(DEFINITIONS.map(([rule, , lines], i) => ({ rule, lines, i })))('definitions: $rule', ({ lines, i }) => {
    expect(found.definitions[i]).toEqual(lines);
  });

  /** Times are printed, not tested. */
  test.each([
    [
      '2,000 cards',
      `<ul>${woo('FortiSwitch 124F', `<del>${wooAmount('590.00')}</del> <ins>${wooAmount('433.00')}</ins>`, WOO_ADD).repeat(2_000)}</ul>`,
      2_000,
    ],
    [
      '2,000 cards, 24 in a section',
      `<div><section>${woo('FortiAP 231F', wooAmount('612.50'), WOO_ADD).repeat(24)}</section></div>`.repeat(84),
      2_016,
    ],
    [
      '5,000 prices without controls',
      `<div>${'<div class="i"><h3>Norvex A</h3><p>text</p><span>$10.00</span></div>'.repeat(5_000)}</div>`,
      0,
    ],
    [
      '5,000 prices without names, ten in a box',
      `<div><div><div>${'<p><i>x1</i> <b>$10.00</b></p>'.repeat(10)}</div></div></div>`.repeat(500),
      0,
    ],
    ['5,000 prices in a flat page', '<h3>Norvex A</h3><p>$10.00</p><p>Free delivery</p>'.repeat(5_000), 0],
  ])('time: %s', async (what, html, cards) => {
    const bench = await lab.open(pageOf(html), null);
    const { prices, lines, searchMs, readMs } = await bench.ask<CardTimes>('cardTimes');
    console.log(
      `${kind}, ${what}: ${prices} prices, search ${searchMs.toFixed(0)} ms (${((searchMs * 100) / prices).toFixed(2)} per 100), read ${readMs.toFixed(0)} ms`,
    );
    expect(lines).toBe(cards);
    await bench.close();
  });
});
