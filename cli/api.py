"""`accord api`: the archive over HTTP."""

from __future__ import annotations

from collections.abc import Mapping

from cli.opening import opened_store, settings_and_logs


def run_api(environ: Mapping[str, str], *, host: str, port: int) -> int:
    """Serve the API until told to stop."""
    import uvicorn

    from api.app import application
    from config.vocabulary import load_vocabulary

    settings = settings_and_logs(environ)
    with opened_store(settings, migrate=settings.embedded) as store:
        with store.read():
            pass  # says at once if there is none
        print(f"Accord's API is at http://{host}:{port}/openapi.json", flush=True)
        uvicorn.run(
            application(store, load_vocabulary()),
            host=host,
            port=port,
            log_level=settings.log_level.lower(),
            server_header=False,
        )
    return 0
