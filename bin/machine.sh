# What the machine has, for the other programs here: source bin/machine.sh

refuse() {
    echo "suketto: $*" >&2
    exit 1
}

postgres_programs() {
    local folder
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) "$(dirname "$(command -v initdb || echo .)")"; do
        if [[ -x $folder/initdb && -x $folder/pg_ctl ]]; then
            echo "$folder"
            return
        fi
    done
    return 1
}

has_chromium() {
    [[ -x /usr/bin/chromium ]]
}

has_japanese_font() {
    command -v fc-list >/dev/null && [[ -n $(fc-list :lang=ja) ]]
}

has_mail_servers() {
    [[ -x /usr/sbin/dovecot && -x /usr/lib/dovecot/lmtp && -x /usr/sbin/postfix ]]
}

has_exchange() {
    [[ -x /usr/sbin/kamailio && -x /usr/bin/sipp ]] && compgen -G "/usr/lib/*/kamailio/modules/http_client.so" >/dev/null
}

free_port() {
    .venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
