# Every Python process of Solvent: api (also relay, beat, migrate) and worker.
#   docker build -f infra/docker/api.Dockerfile --target api -t solvent-api .
#   docker build -f infra/docker/api.Dockerfile --target worker -t solvent-worker .

FROM python:3.12.10-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 UV_NO_CACHE=1
WORKDIR /app
RUN python -m venv /opt/solvent
# The locks first: a change of our own code then reuses this layer.
COPY requirements/bootstrap.lock requirements/run.lock requirements/
RUN /opt/solvent/bin/pip install --require-hashes -r requirements/bootstrap.lock \
 && /opt/solvent/bin/uv pip install --python /opt/solvent/bin/python --require-hashes -r requirements/run.lock
COPY pyproject.toml README.md ./
COPY api api
COPY workers workers
COPY cli cli
COPY ml ml
COPY core core
COPY sandbox sandbox
COPY web/trusted-documents.json web/
# Editable: migrations and models are files beside the code, found by their place in /app.
RUN /opt/solvent/bin/uv pip install --python /opt/solvent/bin/python --no-deps --no-build-isolation --editable . \
 && /opt/solvent/bin/python -m compileall -q /app

FROM python:3.12.10-slim-bookworm AS api
ENV PATH=/opt/solvent/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# Heaps and buffers for few threads: memory would grow with the cores.
ENV MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=65536 MALLOC_TRIM_THRESHOLD_=65536 OPENBLAS_NUM_THREADS=1
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin solvent
COPY --from=build /opt/solvent /opt/solvent
COPY --from=build /app /app
WORKDIR /app
USER 10001:10001
EXPOSE 8000
# Ready means: PostgreSQL, Redis, storage and secrets answer too.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health/ready', timeout=4)"]
CMD ["solvent", "serve", "--host", "0.0.0.0", "--port", "8000"]

FROM api AS worker
USER root
RUN apt-get update \
 && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-eng tesseract-ocr-rus tesseract-ocr-deu \
 && rm -rf /var/lib/apt/lists/*
USER 10001:10001
# Two threads spinning on one page are slower than one: 6 s a page with one, 20 s with more.
ENV OMP_THREAD_LIMIT=1
HEALTHCHECK NONE
CMD ["solvent", "worker"]
