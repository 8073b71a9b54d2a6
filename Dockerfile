FROM python:3.12-slim AS build
WORKDIR /checkout
COPY . .
RUN pip wheel --no-cache-dir --wheel-dir /wheels .

FROM python:3.12-slim
RUN useradd --system --no-create-home --shell /usr/sbin/nologin understudy
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir --no-index --find-links /wheels understudy && rm -rf /wheels
USER understudy
EXPOSE 8484
HEALTHCHECK --interval=5s --timeout=2s --start-period=5s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8484/_understudy/health', timeout=1)"]
ENTRYPOINT ["understudy"]
CMD ["serve", "--host", "0.0.0.0"]
