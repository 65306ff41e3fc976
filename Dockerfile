# syntax=docker/dockerfile:1
# Pinned by version; add the digest of your registry (@sha256:...) to fix the bytes as well.
FROM python:3.12.12-slim-trixie AS build
WORKDIR /src
COPY requirements.lock requirements-build.lock ./
RUN python -m venv /opt/accord \
 && python -m venv /opt/build \
 && /opt/build/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements-build.lock \
 && /opt/accord/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.lock
COPY . .
RUN /opt/build/bin/python -m hatchling build --target wheel \
 && /opt/accord/bin/pip install --no-cache-dir --no-deps dist/accord_ip-*.whl

FROM python:3.12.12-slim-trixie
# For `accord backup` and `restore`: pg_dump has to be of the server's major version or newer.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends postgresql-client-17=17.* \
 && rm -rf /var/lib/apt/lists/*
RUN groupadd --system --gid 10001 accord \
 && useradd --system --uid 10001 --gid accord --home-dir /var/lib/accord --create-home accord
COPY --from=build /opt/accord /opt/accord
ENV PATH=/opt/accord/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    ACCORD_DATA_DIR=/var/lib/accord
USER 10001:10001
WORKDIR /var/lib/accord
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 \
    CMD ["accord", "healthy"]
ENTRYPOINT ["accord"]
CMD ["--help"]
