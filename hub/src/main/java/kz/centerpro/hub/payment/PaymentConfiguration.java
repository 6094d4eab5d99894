package kz.centerpro.hub.payment;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.MinuteMeter;
import kz.centerpro.hub.participant.Participants;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Wires the room. Needs Tx, Ids, Clock, JsonMapper, Callers, Bell, Participants and a Bulkhead named {@code io}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PaymentProperties.class)
public class PaymentConfiguration {

    /** Where nobody provides a {@link PriceList}, no tariff has a price. */
    @Bean
    Invoices.Tools paymentTools(Bell bell, Ids ids, Clock clock, ObjectProvider<PriceList> prices) {
        return new Invoices.Tools(bell, ids, clock, tariff -> Mono.justOrEmpty(prices.getIfAvailable())
                .flatMap(list -> list.price(tariff)));
    }

    @Bean
    InvoiceStore invoiceStore(Tx tx, JsonMapper json) {
        return new InvoiceStore(tx, json);
    }

    @Bean
    public Invoices invoices(InvoiceStore store, PaymentProperties settings, Invoices.Tools tools) {
        return new Invoices(store, settings, tools);
    }

    @Bean
    public Receipts receipts(Tx tx, InvoiceStore invoices, Participants participants, @Qualifier("io") Bulkhead io,
            Invoices.Tools tools, PaymentProperties settings) {
        return new Receipts(new ReceiptStore(tx), invoices, participants, io, tools, settings);
    }

    @Bean
    OverdueLoop overdueLoop(Receipts receipts, Clock clock, PaymentProperties settings) {
        return new OverdueLoop(receipts, clock, settings.overdueEvery());
    }

    @Bean
    RouterFunction<ServerResponse> paymentRoutes(Invoices invoices, Receipts receipts, Participants participants,
            Callers callers, Clock clock, @Qualifier("io") Bulkhead io, PaymentProperties settings) {
        return PaymentRoutes.of(
                new InvoiceDoor(invoices, participants, callers, new MinuteMeter(settings.invoicesPerMinute(), clock),
                        io),
                new ReceiptDoor(receipts, callers));
    }
}
