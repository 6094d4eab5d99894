package kz.centerpro.hub.docflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import kz.centerpro.contracts.document.AnswerView;
import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.hub.docflow.LegLife.Move;
import kz.centerpro.hub.docflow.LegLife.Side;
import org.junit.jupiter.api.Test;

class LegLifeTest {

    private static final Set<LegState> DELIVERED = EnumSet.of(LegState.DELIVERED, LegState.RECEIVED, LegState.READ);
    private static final Set<LegState> OPEN = EnumSet.of(LegState.DELIVERED, LegState.RECEIVED, LegState.READ,
            LegState.CORRECTION_REQUESTED);
    private static final Set<LegState> ANNULLABLE = EnumSet.of(LegState.DELIVERED, LegState.RECEIVED, LegState.READ,
            LegState.CORRECTION_REQUESTED, LegState.SIGNED);

    /** From which states a step may come, written down a second time, apart from the code. */
    private static final Map<Move, Set<LegState>> FROM = Map.ofEntries(
            Map.entry(Move.DELIVER, Set.of(LegState.QUEUED, LegState.AWAITING_CONNECTION)),
            Map.entry(Move.GIVE_UP, Set.of(LegState.AWAITING_CONNECTION)),
            Map.entry(Move.WITHDRAW, Set.of(LegState.AWAITING_CONNECTION)), Map.entry(Move.SIGN, ANNULLABLE),
            Map.entry(Move.DECLINE, OPEN), Map.entry(Move.REQUEST_CORRECTION, DELIVERED),
            Map.entry(Move.PROPOSE_ANNULMENT, ANNULLABLE),
            Map.entry(Move.ACCEPT_ANNULMENT, Set.of(LegState.ANNULMENT_PROPOSED)),
            Map.entry(Move.REFUSE_ANNULMENT, Set.of(LegState.ANNULMENT_PROPOSED)), Map.entry(Move.EXPIRE, OPEN));
    private static final Map<Move, LegState> TO = Map.of(Move.DELIVER, LegState.DELIVERED, Move.GIVE_UP,
            LegState.UNDELIVERABLE, Move.WITHDRAW, LegState.WITHDRAWN, Move.SIGN, LegState.SIGNED,
            Move.DECLINE, LegState.DECLINED, Move.REQUEST_CORRECTION, LegState.CORRECTION_REQUESTED,
            Move.PROPOSE_ANNULMENT, LegState.ANNULMENT_PROPOSED, Move.ACCEPT_ANNULMENT, LegState.ANNULLED, Move.EXPIRE,
            LegState.EXPIRED);

    private static LegLife walked(Side proposer, Move... moves) {
        LegLife life = LegLife.begun();
        for (Move move : moves) {
            Side side = switch (move) {
                case DELIVER, GIVE_UP, EXPIRE -> Side.HUB;
                case WITHDRAW -> Side.SENDER;
                case PROPOSE_ANNULMENT -> proposer;
                case ACCEPT_ANNULMENT, REFUSE_ANNULMENT -> proposer == Side.SENDER ? Side.RECIPIENT : Side.SENDER;
                default -> Side.RECIPIENT;
            };
            life = life.after(move, side).orElseThrow(() -> new AssertionError(move.name()));
        }
        return life;
    }

    @Test
    void noRandomWalkMakesAStepThatIsNotAllowedAndBothSidesEndAlike() {
        Random random = new Random(4);
        List<Move> moves = List.of(Move.values());
        List<Side> sides = List.of(Side.values());
        for (int walk = 0; walk < 2_000; walk++) {
            LegLife life = walk % 2 == 0 ? LegLife.begun() : LegLife.waiting();
            LegLife other = life; // the other side, which is told of what was made and nothing else
            boolean delivered = false;
            for (int step = 0; step < 40; step++) {
                Move move = moves.get(random.nextInt(moves.size()));
                Side side = sides.get(random.nextInt(sides.size()));
                LegState from = life.state();
                Optional<LegLife> after = life.after(move, side);
                assertThat(life.possible(side).contains(move)).isEqualTo(after.isPresent());
                if (after.isEmpty()) {
                    continue;
                }
                Set<LegState> allowed = FROM.get(move);
                if (allowed != null) {
                    assertThat(allowed).contains(from);
                }
                LegState expected = TO.get(move);
                if (expected != null) {
                    assertThat(after.get().state()).isEqualTo(expected);
                }
                if (move == Move.ACCEPT_ANNULMENT || move == Move.REFUSE_ANNULMENT) {
                    assertThat(side).isNotEqualTo(life.proposer());
                }
                if (move == Move.SIGN || move == Move.DECLINE || move == Move.REQUEST_CORRECTION) {
                    assertThat(side).isEqualTo(Side.RECIPIENT);
                }
                if (move == Move.WITHDRAW || move == Move.GIVE_UP) {
                    assertThat(side).isEqualTo(move == Move.WITHDRAW ? Side.SENDER : Side.HUB);
                    assertThat(delivered).as("brought and taken back").isFalse();
                }
                assertThat(move == Move.DELIVER && delivered).as("brought twice").isFalse();
                delivered |= move == Move.DELIVER;
                other = other.after(move, side).orElseThrow();
                life = after.get();
            }
            assertThat(other).isEqualTo(life);
        }
    }

    @Test
    void nothingFollowsAnEnd() {
        for (Move end : List.of(Move.DECLINE, Move.EXPIRE)) {
            LegLife ended = walked(Side.SENDER, Move.DELIVER, end);
            for (Side side : Side.values()) {
                assertThat(ended.possible(side)).isEmpty();
            }
        }
        for (Move end : List.of(Move.GIVE_UP, Move.WITHDRAW)) {
            LegLife ended = LegLife.waiting().after(end, end == Move.WITHDRAW ? Side.SENDER : Side.HUB).orElseThrow();
            assertThat(ended.state().isNeverDelivered()).isTrue();
            for (Side side : Side.values()) {
                assertThat(ended.possible(side)).isEmpty();
            }
        }
        LegLife annulled = walked(Side.SENDER, Move.DELIVER, Move.SIGN, Move.PROPOSE_ANNULMENT, Move.ACCEPT_ANNULMENT);
        assertThat(annulled.state()).isEqualTo(LegState.ANNULLED);
        assertThat(annulled.possible(Side.RECIPIENT)).isEmpty();
    }

    @Test
    void whatWaitsForItsRecipientIsBroughtTakenBackOrGivenUpAndNothingElse() {
        assertThat(LegLife.waiting().possible(Side.HUB)).containsExactly(Move.DELIVER, Move.GIVE_UP);
        assertThat(LegLife.waiting().possible(Side.SENDER)).containsExactly(Move.WITHDRAW);
        assertThat(LegLife.waiting().possible(Side.RECIPIENT)).isEmpty();
        assertThat(LegLife.begun().possible(Side.SENDER)).as("on its way").isEmpty();
    }

    @Test
    void nobodyAnswersOwnProposal() {
        for (Side side : List.of(Side.SENDER, Side.RECIPIENT)) {
            LegLife proposed = walked(side, Move.DELIVER, Move.PROPOSE_ANNULMENT);
            assertThat(proposed.after(Move.ACCEPT_ANNULMENT, side)).isEmpty();
            assertThat(proposed.after(Move.REFUSE_ANNULMENT, side)).isEmpty();
            assertThat(proposed.after(Move.SIGN, Side.RECIPIENT)).isEmpty();
        }
    }

    @Test
    void aRefusedAnnulmentLeadsBackToWhereTheLegIsByThen() {
        assertThat(walked(Side.SENDER, Move.DELIVER, Move.SIGN, Move.PROPOSE_ANNULMENT, Move.REFUSE_ANNULMENT).state())
                .isEqualTo(LegState.SIGNED);
        assertThat(walked(Side.RECIPIENT, Move.DELIVER, Move.PROPOSE_ANNULMENT, Move.RECEIVE, Move.READ,
                Move.REFUSE_ANNULMENT).state()).isEqualTo(LegState.READ);
    }

    @Test
    void aDocumentIsWhatItsLegsAre() {
        assertThat(LegState.ofDocument("COMPLETED", List.of(LegState.READ, LegState.QUEUED))).isEqualTo("COMPLETED");
        assertThat(LegState.ofDocument("COMPLETED", List.of(LegState.SIGNED, LegState.SIGNED))).isEqualTo("SIGNED");
        assertThat(LegState.ofDocument("COMPLETED", List.of(LegState.SIGNED, LegState.READ)))
                .isEqualTo("PARTLY_SIGNED");
        assertThat(LegState.ofDocument("COMPLETED", List.of(LegState.SIGNED, LegState.DECLINED)))
                .isEqualTo("DECLINED");
        assertThat(LegState.ofDocument("COMPLETED", List.of(LegState.ANNULMENT_PROPOSED, LegState.DECLINED)))
                .isEqualTo("ANNULMENT_PROPOSED");
        assertThat(LegState.ofDocument("COMPLETED", List.of(LegState.ANNULLED, LegState.SIGNED))).isEqualTo("SIGNED");
        assertThat(LegState.ofDocument("PARTLY_DELIVERED", List.of(LegState.READ, LegState.AWAITING_CONNECTION)))
                .isEqualTo("PARTLY_DELIVERED");
        assertThat(LegState.ofDocument("AWAITING_CONNECTION", List.of(LegState.AWAITING_CONNECTION)))
                .isEqualTo("AWAITING_CONNECTION");
        assertThat(LegState.ofDocument("AWAITING_CONNECTION", List.of(LegState.UNDELIVERABLE, LegState.UNDELIVERABLE)))
                .isEqualTo("UNDELIVERABLE");
        assertThat(LegState.ofDocument("PARTLY_DELIVERED", List.of(LegState.SIGNED, LegState.UNDELIVERABLE)))
                .isEqualTo("PARTLY_SIGNED");
        assertThat(LegState.ofDocument("COMPLETED", List.of(LegState.SIGNED, LegState.WITHDRAWN))).isEqualTo("SIGNED");
        assertThat(LegState.ofDocument("COMPLETED", List.of(LegState.ANNULLED, LegState.WITHDRAWN)))
                .isEqualTo("COMPLETED");
    }

    @Test
    void whoseTurnItIsFollowsTheOrder() {
        List<DocumentJson.StoredLeg> legs = new ArrayList<>();
        legs.add(leg("A", LegState.SIGNED, true));
        legs.add(leg("B", LegState.READ, false));
        legs.add(leg("C", LegState.READ, false));
        DocumentView.Party sender = new DocumentView.Party("KZ", "1", "S");
        SubmissionMetadata.Response one = new SubmissionMetadata.Response("SIGNATURE", "SEQUENTIAL", null);
        SubmissionMetadata.Response all = new SubmissionMetadata.Response("SIGNATURE", "PARALLEL", null);
        assertThat(Turns.awaited(sender, legs, one)).extracting("name").containsExactly("B");
        assertThat(Turns.awaited(sender, legs, all)).extracting("name").containsExactly("B", "C");
        assertThat(Turns.awaited(sender, legs, null)).isNull();
        legs.set(1, leg("B", LegState.AWAITING_CONNECTION, false));
        assertThat(Turns.awaited(sender, legs, one)).extracting("name").containsExactly("B");
        legs.set(1, leg("B", LegState.WITHDRAWN, false));
        assertThat(Turns.awaited(sender, legs, one)).extracting("name").containsExactly("C");
    }

    private static DocumentJson.StoredLeg leg(String name, LegState state, boolean signed) {
        AnswerView answer = new AnswerView("id", "number", "SIGNATURE", "ACCEPTED",
                "RECIPIENT", null, "SIGNED", List.of(), null, null, "at", null, null);
        return new DocumentJson.StoredLeg(
                new DocumentView.Party("KZ", name, name), state, null, null, null,
                null, signed ? List.of(answer) : List.of(), null, null);
    }
}
