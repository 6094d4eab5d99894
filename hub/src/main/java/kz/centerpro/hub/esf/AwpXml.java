package kz.centerpro.hub.esf;

import static kz.centerpro.hub.esf.SoapXml.tag;

import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import kz.centerpro.contracts.billing.Requisites;
import org.jspecify.annotations.Nullable;

/** An act in the form AwpV1, elements in the order of its schema. */
final class AwpXml {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT);
    private static final int BIN_MARK = 4;

    private AwpXml() {}

    static String of(EsfAct act) {
        long net = act.lines().stream().mapToLong(EsfAct.Line::net).sum();
        long vat = act.lines().stream().mapToLong(EsfAct.Line::vat).sum();
        long gross = act.lines().stream().mapToLong(EsfAct.Line::gross).sum();
        StringBuilder works = new StringBuilder();
        act.lines().forEach(line -> works.append(work(line)));
        return "<awp xmlns=\"v1.awp\">" + tag("date", DAY.format(act.issuedOn())) + tag("number", act.number())
                + tag("performedDate", DAY.format(act.month().atEndOfMonth())) + contract(act.buyer().offer())
                + "<recipients>" + recipient(act.buyer()) + "</recipients><senders>" + sender(act.seller())
                + "</senders><worksPerformed><currencyCode>KZT</currencyCode>" + tag("totalNdsAmount", money(vat))
                + tag("totalSumWithTax", money(gross)) + tag("totalSumWithoutTax", money(net))
                + tag("totalTurnoverSize", money(net)) + "<works>" + works + "</works></worksPerformed></awp>";
    }

    private static String work(EsfAct.Line line) {
        return "<work>" + tag("name", line.name()) + tag("ndsAmount", money(line.vat()))
                + tag("ndsRate", line.vatPercent().stripTrailingZeros().toPlainString()) + "<quantity>1</quantity>"
                + tag("sumWithTax", money(line.gross())) + tag("sumWithoutTax", money(line.net()))
                + tag("turnoverSize", money(line.net())) + tag("unitPriceWithoutTax", money(line.net())) + "</work>";
    }

    private static String contract(EsfAct.@Nullable Offer offer) {
        return offer == null
                ? "<contract><isContract>false</isContract></contract>"
                : "<contract>" + tag("date", DAY.format(offer.acceptedOn())) + "<isContract>true</isContract>"
                        + tag("number", "Публичная оферта № " + offer.no()) + "</contract>";
    }

    private static String recipient(EsfAct.Buyer buyer) {
        return "<recipient>" + tag("address", buyer.address()) + tag("tin", buyer.taxId()) + tag("name", buyer.name())
                + "<nonResident>false</nonResident>"
                + tag("registrationType", isBin(buyer.taxId()) ? "ENTERPRISE" : "INDIVIDUAL") + "</recipient>";
    }

    /** In a BIN the fifth digit is 4, 5 or 6, where an IIN has the tens of a day. */
    private static boolean isBin(String taxId) {
        return taxId.length() > BIN_MARK && taxId.charAt(BIN_MARK) >= '4';
    }

    private static String sender(Requisites seller) {
        String bank = tag("bank", seller.bank()) + tag("bik", seller.bic()) + tag("iik", seller.iban());
        return "<sender>" + tag("address", seller.address()) + tag("tin", seller.taxId())
                + (bank.isEmpty() ? "" : "<bankDetails>" + bank + "</bankDetails>") + tag("name", seller.name())
                + "</sender>";
    }

    private static String money(long tiyn) {
        return BigDecimal.valueOf(tiyn, 2).toPlainString();
    }
}
