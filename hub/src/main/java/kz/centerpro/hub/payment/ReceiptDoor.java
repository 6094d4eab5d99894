package kz.centerpro.hub.payment;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.UUID;
import kz.centerpro.contracts.billing.MatchRequest;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.billing.PaymentView;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Bodies;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import kz.centerpro.door.PartSink;
import kz.centerpro.door.PathIds;
import kz.centerpro.hub.kernel.Admission;
import kz.centerpro.hub.statement.StatementReader;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers for the operator's staff: bank statements and what came by them. */
final class ReceiptDoor {

    private static final int PAGE_DEFAULT = 100;
    private static final int PAGE_MAX = 1000;
    private static final int IMPORTS_AT_ONCE = 4;

    private final Receipts receipts;
    private final Callers callers;
    private final Admission imports = new Admission(IMPORTS_AT_ONCE, "bank statements",
            "send the file again when the others are done.");

    ReceiptDoor(Receipts receipts, Callers callers) {
        this.receipts = receipts;
        this.callers = callers;
    }

    /** The file as the bank gave it is the body, whatever its Content-Type. */
    Mono<ServerResponse> take(ServerRequest request) {
        Caller staff = callers.of(request).requireStaff();
        Whole file = new Whole();
        return imports.admit(Bodies.whole(request, file)
                .then(Mono.defer(() -> receipts.take(file.bytes.toByteArray(), staff.signatory()))))
                .flatMap(taken -> ServerResponse.ok().bodyValue(taken));
    }

    Mono<ServerResponse> list(ServerRequest request) {
        callers.of(request).requireStaff();
        return receipts
                .list(request.queryParam("state").orElse(""), InvoiceDoor.limit(request, PAGE_DEFAULT, PAGE_MAX))
                .map(ReceiptDoor::view).collectList()
                .flatMap(items -> ServerResponse.ok().bodyValue(new PaymentView.Page(items)));
    }

    Mono<ServerResponse> match(ServerRequest request) {
        Caller staff = callers.of(request).requireStaff();
        UUID payment = PathIds.of(request, "id",
                () -> Refusal.of(ProblemType.NOT_FOUND, "There is no such payment."));
        return request.bodyToMono(MatchRequest.class)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.")))
                .flatMap(asked -> receipts.match(payment, asked, staff.signatory()))
                .flatMap(matched -> ServerResponse.ok().bodyValue(view(matched)));
    }

    private static PaymentView view(Receipt found) {
        boolean overdue = found.state().equals("UNMATCHED") && found.overdueAt() != null;
        return new PaymentView(found.id().toString(), found.method(), overdue ? "OVERDUE" : found.state(),
                Money.ofTiyn(found.amount()), found.account(), found.documentNumber(), found.bookedOn().toString(),
                WireTime.format(found.receivedAt()), WireTime.format(found.recordedAt()), filled(found.payerTaxId()),
                filled(found.payerName()), found.payerAccount(), filled(found.purpose()), found.participant(),
                found.invoice(), found.invoice() == null ? null : Money.ofTiyn(found.toInvoice()), found.reason(),
                time(found.creditedAt()), time(found.overdueAt()));
    }

    private static @Nullable String filled(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : WireTime.format(at);
    }

    /** A file in memory, as large as it may be. */
    private static final class Whole implements PartSink {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public Mono<Void> take(byte[] part, int offset, int length) {
            if (bytes.size() + length > StatementReader.FILE_BYTES_MAX) {
                return Mono.error(Refusal.of(ProblemType.TOO_LARGE, "A statement has at most "
                        + StatementReader.FILE_BYTES_MAX + " bytes: import it in parts."));
            }
            bytes.write(part, offset, length);
            return Mono.empty();
        }

        @Override
        public Mono<Void> end() {
            return Mono.empty();
        }
    }
}
