package io.github.puppetha.pki;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The object identifiers of Puppet's own certificate extensions, with their short names. */
public final class PuppetOids {
  /** Registered extensions such as {@code pp_role}: {@code ppRegCertExt}. */
  public static final String REGISTERED = "1.3.6.1.4.1.34380.1.1";

  /** A site's private extensions: {@code ppPrivCertExt}. */
  public static final String PRIVATE = "1.3.6.1.4.1.34380.1.2";

  /** Extensions that give rights: {@code ppAuthCertExt}. */
  public static final String AUTHORIZATION = "1.3.6.1.4.1.34380.1.3";

  /** Makes its holder an administrator of the CA: {@code pp_cli_auth}. */
  public static final String CLI_AUTH = AUTHORIZATION + ".39";

  /** An attribute by which an agent says that it renews by itself: {@code pp_auth_auto_renew}. */
  public static final String AUTO_RENEW = AUTHORIZATION + ".2";

  /** The attribute that holds a site's shared secret: {@code challengePassword} (RFC 2985). */
  public static final String CHALLENGE_PASSWORD = "1.2.840.113549.1.9.7";

  private static final List<String> REGISTERED_NAMES =
      List.of(
          "pp_uuid",
          "pp_instance_id",
          "pp_image_name",
          "pp_preshared_key",
          "pp_cost_center",
          "pp_product",
          "pp_project",
          "pp_application",
          "pp_service",
          "pp_employee",
          "pp_created_by",
          "pp_environment",
          "pp_role",
          "pp_software_version",
          "pp_department",
          "pp_cluster",
          "pp_provisioner",
          "pp_region",
          "pp_datacenter",
          "pp_zone",
          "pp_network",
          "pp_securitypolicy",
          "pp_cloudplatform",
          "pp_apptier",
          "pp_hostname",
          "pp_owner");

  private static final Map<String, String> BY_NAME = byName();

  private PuppetOids() {}

  private static Map<String, String> byName() {
    Map<String, String> oids = new HashMap<>();
    for (int i = 0; i < REGISTERED_NAMES.size(); i++) {
      oids.put(REGISTERED_NAMES.get(i), REGISTERED + "." + (i + 1));
    }
    oids.put("pp_authorization", AUTHORIZATION + ".1");
    oids.put("pp_auth_auto_renew", AUTO_RENEW);
    oids.put("pp_auth_role", AUTHORIZATION + ".13");
    oids.put("pp_cli_auth", CLI_AUTH);
    oids.put("challengePassword", CHALLENGE_PASSWORD);
    return Map.copyOf(oids);
  }

  /**
   * The OID for a short name such as {@code pp_role}; an OID stands for itself.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static String oid(String nameOrOid) {
    String oid = BY_NAME.get(nameOrOid);
    if (oid != null) {
      return oid;
    }
    if (nameOrOid.matches("[012](\\.(0|[1-9][0-9]*))+")) {
      return nameOrOid;
    }
    throw new IllegalArgumentException(
        "'" + nameOrOid + "' is neither an OID nor a name that Puppet knows, such as pp_role");
  }

  /** The short name of an OID, if it has one. */
  public static Optional<String> name(String oid) {
    return BY_NAME.entrySet().stream()
        .filter(entry -> entry.getValue().equals(oid))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Does an OID lie below an arc? Compared number by number: 1.1 is not above 1.10. */
  public static boolean under(String arc, String oid) {
    return oid.startsWith(arc + ".");
  }
}
