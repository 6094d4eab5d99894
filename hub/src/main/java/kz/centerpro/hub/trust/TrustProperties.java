package kz.centerpro.hub.trust;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code center.trust.*}.
 *
 * @param edsAnchors
 *            files or folders with the national authority's certificates (DER or PEM): paths of residents end here
 * @param esAnchors
 *            the same for the listed foreign authorities (clause 1.7)
 * @param tsaAnchors
 *            the same for time-stamping authorities; absent: all of the above serve, present: these alone
 * @param trustedLists
 *            files or folders with trusted lists of ETSI TS 119 612 ({@code .xml}, {@code .xtsl}): their granted
 *            authorities of qualified certificates are foreign anchors while they are listed as such; read again when
 *            they change
 * @param trustedListSigners
 *            files or folders with the certificates of the operators who may sign those lists; none is trusted for
 *            anything else
 * @param intermediates
 *            files or folders with certificates that only help to build paths
 * @param crlFiles
 *            files or folders with revocation lists, read again when they change
 * @param crlUrls
 *            revocation lists, complete or delta, fetched at start, every {@code crlRefresh} and before they end; their
 *            issuers must be among the certificates above
 * @param ocspUrl
 *            the responder to ask whatever a certificate names; absent: the certificate's own address
 * @param ocsp
 *            whether to ask responders at all
 * @param timeout
 *            of one request
 * @param evidenceAge
 *            how old a responder's answer without nextUpdate may be at the moment of signing; after that it is asked
 *            again
 * @param privateAddresses
 *            whether loopback and private networks may be called; for development and closed networks only
 */
@ConfigurationProperties("center.trust")
public record TrustProperties(@DefaultValue List<Path> edsAnchors, @DefaultValue List<Path> esAnchors,
        @DefaultValue List<Path> tsaAnchors, @DefaultValue List<Path> trustedLists,
        @DefaultValue List<Path> trustedListSigners, @DefaultValue List<Path> intermediates,
        @DefaultValue List<Path> crlFiles,
        @DefaultValue List<URI> crlUrls,
        @Nullable URI ocspUrl,
        @DefaultValue("true") boolean ocsp, @DefaultValue("4s") Duration timeout,
        @DefaultValue("30m") Duration crlRefresh,
        @DefaultValue("15s") Duration evidenceAge,
        @DefaultValue("false") boolean privateAddresses) {}
