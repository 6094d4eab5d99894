package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import kz.centerpro.contracts.document.DocumentNumber;

/**
 * What the database holds of a sender and a recipient who have no other dealings, held against the numbers that the
 * sender was given (invariants 1 to 3).
 */
final class Books {

    private static final Duration DRAINED = Duration.ofSeconds(60);

    private final Fleet fleet;
    private final long sender;
    private final long recipient;

    Books(Fleet fleet, Party sender, Party recipient) {
        this.fleet = fleet;
        this.sender = fleet.box(sender);
        this.recipient = fleet.box(recipient);
    }

    /** Every number exists once, is in the recipient's box once, and each side has been told of it once. */
    void hold(Collection<String> given) {
        List<String> numbers = given.stream().sorted().toList();
        assertThat(numbers).doesNotHaveDuplicates().allMatch(DocumentNumber::isValid);
        awaitDrained();
        assertThat(fleet.column("select number from hub.document where box_id = ? order by number", sender))
                .isEqualTo(numbers);
        assertThat(fleet.column("select number from hub.inbox where box_id = ? order by number", recipient))
                .isEqualTo(numbers);
        assertThat(fleet.column("select number from hub.usage where box_id = ? order by number", sender))
                .isEqualTo(numbers);
        assertThat(fleet.count("select count(*) from hub.leg where box_id = ? and state = 'DELIVERED'", sender))
                .isEqualTo(numbers.size());
        assertThat(told(recipient, "arrived")).isEqualTo(numbers);
        assertThat(told(sender, "registered")).isEqualTo(numbers);
        assertThat(told(sender, "delivered")).isEqualTo(numbers);
        assertThat(fleet.count(
                """
                        select count(*) from eventlog.event r join eventlog.event d on d.box_id = r.box_id and d.subject = r.subject
                         where r.box_id = ? and r.type like '%.registered' and d.type like '%.delivered' and d.seq < r.seq""",
                sender)).as("delivered told before registered").isZero();
        gapFree("eventlog.event", "seq", sender);
        gapFree("eventlog.event", "seq", recipient);
        gapFree("hub.document", "pos", sender);
        gapFree("hub.inbox", "pos", recipient);
        assertThat(fleet.column("""
                select b.box_id from eventlog.box b where box_id in (?, ?)
                   and top_seq <> (select max(seq) from eventlog.event e where e.box_id = b.box_id)""", sender,
                recipient))
                .as("boxes whose top is not their last event").isEmpty();
        proved();
    }

    /** Each step that the sender was told of is one entry of the one log of evidence, which has no gap. */
    private void proved() {
        String told = "select event_id from eventlog.event where box_id = ? and type like '%.document.%' order by 1";
        String proved = "select event_id from evidence.record where box_id = ? order by 1";
        Await.until("every step is proved", DRAINED,
                () -> fleet.column(proved, sender).equals(fleet.column(told, sender)));
        assertThat(fleet.column("select index from evidence.record group by index having count(*) > 1")).isEmpty();
        assertThat(fleet
                .count("""
                        select count(*) from evidence.tree t
                         where t.size = (select count(*) from evidence.record) and t.size = (select max(index) + 1 from evidence.record)"""))
                .as("the log has as many entries as it says").isOne();
    }

    /** What was sent is counted once each, and nothing of billing differs from anything else of it. */
    static void accountedFor(Fleet fleet, List<Books> all) {
        Await.until("everything is rated", DRAINED, () -> fleet.count("""
                select count(*) from hub.box b left join billing.rating_cursor c using (box_id)
                 where b.usage_top > coalesce(c.seq, 0)""") == 0);
        for (Books each : all) {
            assertThat(fleet.count("select coalesce(sum(quantity), 0) from billing.rated_usage where box_id = ?",
                    each.sender)).isEqualTo(
                            fleet.count("select count(*) from hub.document where box_id = ?", each.sender));
        }
        assertThat(fleet.column("select what || ' ' || box_id || ' ' || name || ' ' || expected || ' ' || found"
                + " from billing.reconcile()")).isEmpty();
        assertThat(
                fleet.column("select what || ' ' || name || ' ' || kept || ' ' || computed from billing.recompute()"))
                .isEmpty();
    }

    private void awaitDrained() {
        Await.until(() -> outbox() + " rows are left in the outbox", DRAINED, () -> outbox() == 0);
    }

    private long outbox() {
        return fleet.count("select count(*) from hub.outbox where box_id = ?", sender);
    }

    private List<String> told(long box, String type) {
        return fleet.column("select subject from eventlog.event where box_id = ? and type = ? order by subject", box,
                "kz.centerpro.document." + type);
    }

    private void gapFree(String table, String column, long box) {
        assertThat(
                fleet.column("select " + column + " from " + table + " where box_id = ? group by 1 having count(*) > 1",
                        box))
                .as("repeated " + column + " in " + table).isEmpty();
        assertThat(fleet.count("select count(*) - coalesce(max(" + column + "), 0) + coalesce(min(" + column
                + ") - 1, 0) from " + table + " where box_id = ?", box)).as("gaps of " + column + " in " + table)
                .isZero();
    }
}
