package kz.centerpro.notification.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kz.centerpro.contracts.event.BoxCursors;
import kz.centerpro.contracts.event.BoxHello;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.Hello;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.BoxState;
import org.jspecify.annotations.Nullable;

/** What a client's word for a position means in a box. */
final class Positions {

    /** In place of a cursor: only what comes from now on. */
    static final String NOW = "top";
    private static final Pattern NAMED = Pattern.compile("([0-9]{1,18}):([A-Za-z0-9_-]{1,32})");

    private Positions() {}

    /** The cursor that a client sent; empty if it sent none. */
    static Optional<Cursor> decoded(@Nullable String after) {
        if (after == null || after.isBlank() || after.equals(NOW)) {
            return Optional.empty();
        }
        return Optional.of(Cursor.decode(after).orElseThrow(() -> Refusal.of(ProblemType.CURSOR_INVALID,
                "The cursor is not one of this service: send one as it was received.")));
    }

    /** Without a cursor a stream begins with the oldest event kept, or at the top if it was asked so. */
    static Cursor start(BoxState state, @Nullable String after) {
        return decoded(after).map(cursor -> checked(state, cursor))
                .orElseGet(() -> state.cursorAt(NOW.equals(after) ? state.top() : state.floor()));
    }

    /** {@code cursor} if the box still continues it; never a silent jump. */
    static Cursor checked(BoxState state, Cursor cursor) {
        if (!state.continues(cursor)) {
            throw expired(state);
        }
        return cursor;
    }

    static Refusal expired(BoxState state) {
        return Refusal.of(ProblemType.CURSOR_EXPIRED,
                "Events after this cursor are gone or renumbered. Resynchronise: read the current state with GET"
                        + " /v1/documents, then go on from the cursor of that list.")
                .with("earliest", state.cursorAt(state.floor()).encode())
                .with("top", state.cursorAt(state.top()).encode());
    }

    /**
     * {@code states} are of the boxes asked for, each once. A box of which {@code after} says nothing begins with its
     * oldest event, so nothing is skipped.
     */
    static Opening opening(List<BoxState> states, @Nullable String after) {
        Map<Long, String> words = words(states.stream().map(BoxState::box).toList(), after);
        if (states.size() == 1) {
            BoxState state = states.getFirst();
            Cursor from = start(state, words.get(state.box()));
            return new Opening(BoxCursors.of(state.box(), from),
                    BoxCursors.of(state.box(), state.cursorAt(state.top())), new Hello(from.encode(),
                            state.cursorAt(state.top()).encode(), state.cursorAt(state.floor()).encode(),
                            state.epoch()));
        }
        Map<Long, Cursor> from = new HashMap<>();
        List<BoxState> ended = new ArrayList<>();
        for (BoxState state : states) {
            String word = words.get(state.box());
            Cursor cursor = decoded(word)
                    .orElseGet(() -> state.cursorAt(NOW.equals(word) ? state.top() : state.floor()));
            from.put(state.box(), cursor);
            if (!state.continues(cursor)) {
                ended.add(state);
            }
        }
        BoxCursors at = BoxCursors.of(from);
        if (!ended.isEmpty()) {
            throw expired(at, ended);
        }
        BoxCursors top = each(states, state -> state.cursorAt(state.top()));
        return new Opening(at, top, new Hello(at.encode(), top.encode(),
                each(states, state -> state.cursorAt(state.floor())).encode(), null,
                states.stream().map(state -> new BoxHello(state.box(), at.in(state.box()).encode(),
                        state.cursorAt(state.top()).encode(), state.cursorAt(state.floor()).encode(), state.epoch()))
                        .toList()));
    }

    /** What a client that reads several boxes is told when those of {@code ended} are not gone on from {@code at}. */
    static Refusal expired(BoxCursors at, List<BoxState> ended) {
        BoxCursors earliest = at;
        BoxCursors top = at;
        List<Map<String, Object>> boxes = new ArrayList<>();
        for (BoxState state : ended) {
            Cursor floor = state.cursorAt(state.floor());
            Cursor newest = state.cursorAt(state.top());
            earliest = earliest.with(state.box(), floor);
            top = top.with(state.box(), newest);
            boxes.add(Map.of("box", state.box(), "earliest", floor.encode(), "top", newest.encode()));
        }
        return Refusal.of(ProblemType.CURSOR_EXPIRED,
                "Events after this cursor are gone or renumbered in the boxes named. Resynchronise what you keep of"
                        + " them, then go on from earliest or top: in the other boxes both stand where you were.")
                .with("earliest", earliest.encode()).with("top", top.encode()).with("boxes", List.copyOf(boxes));
    }

    /** The same out of what the reader of {@code box} alone would be told. */
    static Refusal expired(BoxCursors at, long box, Refusal told) {
        Cursor floor = decoded(String.valueOf(told.extensions().get("earliest"))).orElseThrow();
        Cursor top = decoded(String.valueOf(told.extensions().get("top"))).orElseThrow();
        return expired(at, List.of(new BoxState(box, top.epoch(), top.seq(), floor.seq())));
    }

    private static BoxCursors each(List<BoxState> states, Function<BoxState, Cursor> place) {
        return BoxCursors.of(states.stream().collect(Collectors.toMap(BoxState::box, place)));
    }

    /** What {@code after} says of each box: a cursor, or {@link #NOW}. Refuses with {@code cursor_invalid}. */
    static Map<Long, String> words(List<Long> boxes, @Nullable String after) {
        if (after == null || after.isBlank()) {
            return Map.of();
        }
        if (after.equals(NOW)) {
            return boxes.stream().collect(Collectors.toMap(Function.identity(), _ -> NOW));
        }
        if (after.indexOf(':') > 0) {
            return named(after);
        }
        Optional<BoxCursors> several = BoxCursors.decode(after);
        if (several.isPresent()) {
            return boxes.stream().filter(several.get()::has)
                    .collect(Collectors.toMap(Function.identity(), box -> several.get().in(box).encode()));
        }
        if (boxes.size() == 1) {
            return decoded(after).map(cursor -> Map.of(boxes.getFirst(), cursor.encode())).orElseThrow();
        }
        throw Refusal.of(ProblemType.CURSOR_INVALID, "This cursor does not say of which box it is: send the cursor of a"
                + " stream over several boxes, or box:cursor,box:cursor.");
    }

    /** {@code box:cursor,box:top}. */
    private static Map<Long, String> named(String after) {
        Map<Long, String> words = new HashMap<>();
        for (String part : after.split(",", BoxCursors.MOST + 1)) {
            Matcher named = NAMED.matcher(part);
            if (!named.matches()) {
                throw Refusal.of(ProblemType.CURSOR_INVALID,
                        "Send a cursor as it was received, or for each box box:cursor or box:top, with commas between.");
            }
            decoded(named.group(2));
            words.put(Long.valueOf(named.group(1)), named.group(2));
        }
        return words;
    }
}
