package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.cql.CqlText;
import io.unrealcloud.ddc.provision.scylla.NodeCommand;

/** The programs nodes run. Values come as positional parameters, never as text of a program. */
final class NodeScripts {

    /** The line a report ends with: {@code ddc-unit: running} or {@code ddc-unit: ended <exit code>}. */
    static final String MARK = "ddc-unit: ";

    /** After how many minutes a command that failed is tried again. */
    static final int RETRY_MINUTES = 10;

    /** Where nodes without a default login have their maintenance socket (ScyllaDB documentation: maintenance socket). */
    private static final String MAINTENANCE_SOCKET = "/var/lib/scylla/cql.m";

    /**
     * Starts a unit unless it runs or has ended, and tells how it stands. The unit writes down how it ended, so that
     * this is known after a reboot and when systemd has forgotten it. $1: the unit, $2: what it runs, $3: minutes
     * after which a failed one is started again.
     */
    private static final String UNIT = """
        unit=$1
        folder=/var/lib/unreal-cloud-ddc/$unit
        if [ -f "$folder/exit" ]; then
          code=$(cat "$folder/exit")
          if [ "$code" = 0 ] || [ -z "$(find "$folder/exit" -mmin "+$3")" ]; then
            tail -c 4000 "$folder/output"
            echo "ddc-unit: ended $code"
            exit 0
          fi
        fi
        if systemctl is-active "$unit" > /dev/null; then
          tail -n 1 "$folder/output" || true
          echo "ddc-unit: running"
          exit 0
        fi
        rm -rf "$folder"
        mkdir -p "$folder"
        printf '%s' "$2" > "$folder/command"
        cat > "$folder/run" <<'END'
        folder=$(dirname "$0")
        /bin/sh "$folder/command" > "$folder/output" 2>&1
        echo $? > "$folder/exit.new"
        mv "$folder/exit.new" "$folder/exit"
        END
        : > "$folder/output"
        systemd-run --collect --unit "$unit" /bin/sh "$folder/run"
        echo "ddc-unit: running"
        """;

    /**
     * Waits for a keyspace and changes its replication by one in each step, as the versions with tablets need it. $1:
     * Region, $2: name of the secret, $3: address, $4: keyspace, $5: data centre=factor,…, $6: attempts, $7: seconds
     * between them, $8: seconds after the first, which is at once.
     */
    static final String REPLICATION = """
        region=$1 secret=$2 address=$3 keyspace=$4 factors=$5 attempts=$6 interval=$7 first=$8
        if ! command -v aws > /dev/null; then
          echo "This image has no AWS CLI, which reads the login: install it, or set replicationFix to Cql." >&2
          exit 1
        fi
        umask 077
        folder=$(mktemp -d)
        trap 'rm -rf "$folder"' EXIT
        aws secretsmanager get-secret-value --region "$region" --secret-id "$secret" \\
          --query SecretString --output text > "$folder/secret"
        python3 - "$folder/secret" > "$folder/cqlshrc" <<'END'
        import configparser, json, sys
        secret = json.load(open(sys.argv[1]))
        shell = configparser.RawConfigParser()
        shell["authentication"] = {"username": secret["adminUsername"], "password": secret["adminPassword"]}
        shell.write(sys.stdout)
        END
        ask() {
          cqlsh --cqlshrc "$folder/cqlshrc" --no-color "$address" 9042 -e "$1"
        }
        replication() {
          ask "SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = '$keyspace'" \\
            | tr ',{}' '\\n\\n\\n'
        }
        factor() {
          echo "$1" | sed -n "s/^ *'$2': *'\\\\([0-9]*\\\\)' *$/\\\\1/p" | head -n 1
        }
        attempt=1 pause=$first
        while true; do
          now=$(replication) || now=
          case $now in *NetworkTopologyStrategy*|*SimpleStrategy*) break ;; esac
          if [ "$attempt" -ge "$attempts" ]; then
            echo "The keyspace $keyspace is not there after $attempts attempts." >&2
            exit 1
          fi
          attempt=$((attempt + 1))
          sleep "$pause"
          pause=$interval
        done
        while true; do
          wanted= step=
          for pair in $(echo "$factors" | tr ',' ' '); do
            centre=${pair%=*} target=${pair#*=}
            is=$(factor "$now" "$centre")
            is=${is:-0}
            if [ -z "$step" ] && [ "$is" -ne "$target" ]; then
              if [ "$is" -lt "$target" ]; then is=$((is + 1)); else is=$((is - 1)); fi
              step="$centre to $is"
            fi
            if [ "$is" -ne 0 ]; then wanted="$wanted, '$centre': $is"; fi
          done
          if [ -z "$step" ]; then
            break
          fi
          ask "ALTER KEYSPACE \\"$keyspace\\" WITH replication = {'class': 'NetworkTopologyStrategy'$wanted}"
          echo "$keyspace: $step"
          now=$(replication)
        done
        echo "$keyspace: $factors"
        """;

    private NodeScripts() {}

    /** Starts a command on a node, or tells how it stands. */
    static ShellScript startOrTell(NodeCommand command) {
        return ShellScript.sh()
                .program(UNIT, command.unit(), script(command).text(), String.valueOf(RETRY_MINUTES - 1));
    }

    private static ShellScript script(NodeCommand command) {
        ShellScript script = ShellScript.sh();
        return switch (command) {
            case NodeCommand.Repair repair -> script.command("nodetool", "repair", "-pr", repair.keyspace());
            case NodeCommand.Rebuild rebuild -> script.command("nodetool", "rebuild", rebuild.sourceDatacenter());
            case NodeCommand.Cleanup cleanup -> script.command("nodetool", "cleanup");
            case NodeCommand.Decommission decommission -> script.command("nodetool", "decommission");
            case NodeCommand.RemoveNode remove -> script.command("nodetool", "removenode", remove.hostId());
            case NodeCommand.CreateSuperuser create -> {
                String role = CqlText.name(create.role());
                // A role whose password nobody knows any more is there, and must get the new one.
                yield script.command(
                                "cqlsh",
                                MAINTENANCE_SOCKET,
                                "-e",
                                "CREATE ROLE IF NOT EXISTS %s WITH SUPERUSER = true AND LOGIN = true".formatted(role))
                        .command(
                                "cqlsh",
                                MAINTENANCE_SOCKET,
                                "-e",
                                "ALTER ROLE %s WITH HASHED PASSWORD = %s AND SUPERUSER = true AND LOGIN = true"
                                        .formatted(role, CqlText.string(create.saltedHash())));
            }
        };
    }
}
