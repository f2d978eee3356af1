# hegui on a small system with a shell, as CI runners want it; it runs as nobody and needs no network.
#   docker build -t hegui .
#   docker run --rm --network none -v "$PWD:/reports:ro" hegui check
# For outputs that go to files: -v "$PWD:/reports" --user "$(id -u)"
FROM rust:1-alpine AS build
RUN apk add --no-cache musl-dev
WORKDIR /hegui
COPY Cargo.toml Cargo.lock ./
COPY benches benches
COPY rules rules
COPY schemas schemas
COPY src src
RUN cargo build --locked --profile dist --bin hegui

FROM alpine:3
COPY --from=build /hegui/target/dist/hegui /usr/bin/hegui
COPY LICENSE LICENSE-APACHE LICENSE-MIT /usr/share/licenses/hegui/
ENV LANG=zh_CN.UTF-8
WORKDIR /reports
USER 65532:65532
ENTRYPOINT ["/usr/bin/hegui"]
CMD ["--help"]
