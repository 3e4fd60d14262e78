# Write the locks from pyproject.toml and package.json: every version and digest, for all platforms,
# and no address. `make lock` calls it; the rows that need not change stay as they are.
compile() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links "$@"
}
compile pyproject.toml --output-file requirements.lock
compile pyproject.toml --extra test --constraint requirements.lock --output-file requirements-dev.lock
compile --group pyproject.toml:node --output-file requirements-node.lock
compile --group pyproject.toml:audit --constraint requirements-dev.lock --output-file requirements-audit.lock
npm install --package-lock-only --loglevel=error
