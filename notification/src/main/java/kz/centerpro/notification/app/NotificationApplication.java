package kz.centerpro.notification.app;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** Notification as a process of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration(excludeName = {"org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration",
        "org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration",
        "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
        "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
        "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
        "org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration"})
@Import({DoorConfiguration.class, NotificationConfiguration.class})
public class NotificationApplication {

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(NotificationApplication.class).properties("spring.config.name=notification")
                .run(arguments);
    }
}
