package kz.centerpro.notification.app;

import java.time.Duration;
import kz.centerpro.notification.notice.NoticeLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** {@code center.notification.notice.*}; see {@link NoticeLimits}. */
@ConfigurationProperties("center.notification.notice")
public record NoticeProperties(@DefaultValue("true") boolean enabled, @DefaultValue("1500ms") Duration sweep,
        @DefaultValue("250ms") Duration pace, @DefaultValue("3") int atOnce, @DefaultValue("200") int pageMax,
        @DefaultValue("60s") Duration lease, @DefaultValue("60") int perHour) {

    NoticeLimits limits() {
        return new NoticeLimits(enabled, sweep, pace, atOnce, pageMax, lease, perHour);
    }
}
