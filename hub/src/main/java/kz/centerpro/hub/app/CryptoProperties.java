package kz.centerpro.hub.app;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings {@code center.crypto.*}.
 *
 * @param gostCheckedOneIn
 *            one GOST verification of so many is done by Bouncy Castle too; 1 for all, 0 for none
 * @param gostTables
 *            memory for tables of signers seen before; one signer takes 74 KB
 */
@ConfigurationProperties("center.crypto")
public record CryptoProperties(@DefaultValue("256") int gostCheckedOneIn, @DefaultValue("64MB") DataSize gostTables) {}
