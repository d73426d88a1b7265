# The Python that the tests run on. The image holds no compiler, no pip cache and nothing of the tests.
FROM python:3.11-slim-bookworm AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/muster
WORKDIR /source
COPY requirements.lock ./
RUN /opt/muster/bin/pip install --require-hashes --only-binary :all: -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY storage ./storage
COPY handlers ./handlers
COPY bot ./bot
RUN /opt/muster/bin/pip install --no-deps .


FROM python:3.11-slim-bookworm

# Charts and certificates carry Chinese.
RUN apt-get update \
    && apt-get install -y --no-install-recommends fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin muster \
    && install -d -o muster -g muster -m 0750 /data
COPY --from=build /opt/muster /opt/muster

ENV PATH=/opt/muster/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/muster.db
USER muster
WORKDIR /data
VOLUME /data
EXPOSE 8080

# Runs with a read-only root: only /data, and /tmp as a tmpfs, are written.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]

# The process itself is number 1, so that SIGTERM reaches it and it drains.
STOPSIGNAL SIGTERM
ENTRYPOINT ["muster"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8080"]
