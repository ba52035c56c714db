#!/bin/sh
# Prints a token for trying the sample with MicroProfile JWT: token.sh PRIVATE-KEY SUBJECT [GROUP...]
# It is good for an hour, from the issuer https://issuer.example for the audience kv-sample. A key pair is made by
#   openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out private.pem
#   openssl pkey -in private.pem -pubout -out public.pem
# In earnest tokens come from an identity provider, such as Keycloak.
set -eu

if [ $# -lt 2 ]; then
  echo "usage: $0 PRIVATE-KEY SUBJECT [GROUP...]" >&2
  exit 64
fi
key=$1
subject=$2
shift 2

# Subjects and groups go into JSON as they are.
case "$subject$*" in
*[\"\\]*)
  echo "$0: a subject or group must not have a quote or backslash" >&2
  exit 64
  ;;
esac
groups=
for group; do
  groups="$groups${groups:+,}\"$group\""
done

base64url() {
  openssl base64 -A | tr '+/' '-_' | tr -d '='
}

now=$(date +%s)
header=$(printf '{"alg":"RS256","typ":"JWT"}' | base64url)
claims=$(printf '{"iss":"https://issuer.example","aud":"kv-sample","sub":"%s","upn":"%s","jti":"%s","iat":%d,"exp":%d,"groups":[%s]}' \
  "$subject" "$subject" "$(openssl rand -hex 16)" "$now" $((now + 3600)) "$groups" | base64url)
signature=$(printf '%s.%s' "$header" "$claims" | openssl dgst -sha256 -sign "$key" -binary | base64url)
printf '%s.%s.%s\n' "$header" "$claims" "$signature"
