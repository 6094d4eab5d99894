package kz.centerpro.hub.payment;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The paths of money in. */
final class PaymentRoutes {

    private PaymentRoutes() {}

    static RouterFunction<ServerResponse> of(InvoiceDoor invoices, ReceiptDoor receipts) {
        return route().POST("/v1/invoices", invoices::issue)
                .GET("/v1/invoices", invoices::list)
                .GET("/v1/invoices/{number}", invoices::show)
                .POST("/v1/invoices/{number}/cancellation", invoices::cancel)
                .POST("/v1/admin/bank-statements", receipts::take)
                .GET("/v1/admin/payments", receipts::list)
                .POST("/v1/admin/payments/{id}/match", receipts::match).build();
    }
}
