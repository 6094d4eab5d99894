package kz.centerpro.hub.report;

/** How much the operator is liable for (clauses 7.6.2, 7.7; reading A12). Pure; tiyn, rounded down. */
final class LiabilityPolicy {

    private static final long OF_PAID_PERCENT = 5;
    private static final long OF_LIST_PERCENT = 10;

    private LiabilityPolicy() {}

    /**
     * @param paid
     *            for the last tariff that was paid: in money, after the discount, without bonus; 0 when there was none
     * @param listPrice
     *            of its version
     * @param settled
     *            all claims so far
     */
    record Facts(long paid, long listPrice, long settled, boolean forceMajeure) {}

    /**
     * @param dataLoss
     *            of each loss of data
     * @param total
     *            of all claims together
     * @param dataLossRemaining
     *            what a loss of data may be settled with now
     */
    record Caps(long dataLoss, long total, long dataLossRemaining, long remaining) {

        long remaining(boolean lossOfData) {
            return lossOfData ? dataLossRemaining : remaining;
        }
    }

    static Caps caps(Facts facts) {
        if (facts.forceMajeure || facts.paid <= 0) {
            return new Caps(0, 0, 0, 0);
        }
        long dataLoss = Math.multiplyExact(facts.paid, OF_PAID_PERCENT) / 100;
        long total = Math.multiplyExact(facts.listPrice, OF_LIST_PERCENT) / 100;
        long remaining = Math.max(0, total - facts.settled);
        return new Caps(dataLoss, total, Math.min(dataLoss, remaining), remaining);
    }
}
