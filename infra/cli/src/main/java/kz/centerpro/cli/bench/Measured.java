package kz.centerpro.cli.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a report.
 *
 * @param value
 *            median of the rounds
 * @param peerValue
 *            median of the peer's rounds
 * @param ratio
 *            of the two medians
 * @param met
 *            whether the ratio reaches the target, or stays within it where less is better, against the peer that the
 *            target is defined with
 * @param rounds
 *            value and peer's value of each round
 * @param note
 *            what must be known to read the figures
 */
public record Measured(String id, String unit, double value, String peer, double peerValue, double ratio, double target,
        boolean met, List<List<Double>> rounds, String note) {

    /** The same where less is better: met when the ratio does not exceed the target. */
    Measured atMost() {
        return new Measured(id, unit, value, peer, peerValue, ratio, target, ratio <= target, rounds, note);
    }

    /** What a line is about, before anything is measured. */
    record Subject(String id, String unit, String peer, double target, boolean peerOfTarget, String note) {

        /** Met when the ratio reaches the target. */
        Measured of(List<double[]> rounds) {
            return of(rounds, false);
        }

        /** Met when the ratio does not go beyond the target. */
        Measured atMost(List<double[]> rounds) {
            return of(rounds, true);
        }

        private Measured of(List<double[]> rounds, boolean atMost) {
            double value = median(rounds, 0);
            double peerValue = median(rounds, 1);
            double ratio = peerValue == 0 ? 0 : value / peerValue;
            List<List<Double>> all = new ArrayList<>();
            rounds.forEach(round -> all.add(List.of(rounded(round[0]), rounded(round[1]))));
            return new Measured(id, unit, rounded(value), peer, rounded(peerValue), Math.round(ratio * 1000) / 1000.0,
                    target, peerOfTarget && (atMost ? ratio <= target : ratio >= target), all, note);
        }
    }

    private static double median(List<double[]> rounds, int column) {
        double[] sorted = rounds.stream().mapToDouble(round -> round[column]).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
