# Write the locks from pyproject.toml and package.json: every version and digest, for all platforms,
# and no address. `make lock` calls it; the rows that need not change stay as they are.
groups=$(sed -n '/^\[dependency-groups\]/,/^\[tool/{/^bench-/!s/^\([a-z-]*\) = .*/--group \1/p}' pyproject.toml)
uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
    pyproject.toml $groups --output-file requirements.lock
# What the benchmark compares with is apart: nothing of it is needed to build or to test.
uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
    --constraint requirements.lock --no-annotate \
    --group bench-peers --group bench-lonboard --group bench-plot --output-file bench/requirements.lock
npm install --package-lock-only --loglevel=error
npm install --package-lock-only --loglevel=error --prefix bench --omit-lockfile-registry-resolved --ignore-scripts
