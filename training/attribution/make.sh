#!/usr/bin/env bash
# The tagger that ships, from the corpus, in one command; every step seeded, the long one resumable:
#
#     training/attribution/make.sh POLNEAR_DIR SCORER.py WEIGHTS.safetensors WORK_DIR [OUT_DIR]
#
# SCORER.py converts the corpus (evals/attribution.py scores with it); WEIGHTS are those of all-MiniLM-L6-v2. Stopped and
# started again, it goes on from the last checkpoint in WORK_DIR. Without OUT_DIR the model in src/ is replaced.
set -euo pipefail
cd "$(dirname "$0")/../.."
corpus=$1 scorer=$2 weights=$3 work=$4 out=${5:-src/rashomon/models/attribution}
make -s setup
mkdir -p "$work"
export PYTHONPATH=src:training

if [ ! -e "$work/prepared" ]; then
  .venv/bin/python "$scorer" gold "$corpus" train "$work/gold.jsonl"
  for part in 0 1; do # two processes; the parts are read together below
    OMP_NUM_THREADS=1 .venv/bin/python training/attribution/prepare.py \
      "$corpus/train" "$work/gold.jsonl" "$work/part$part.pkl" --part "$part" 2 &
    running[part]=$!
  done
  for process in "${running[@]}"; do wait "$process"; done
  touch "$work/prepared"
fi
if [ ! -e "$work/trainer/ready" ]; then # an environment of its own: the project needs no torch
  python3 -m venv "$work/trainer"
  "$work/trainer/bin/pip" install -q -r training/attribution/requirements.txt
  touch "$work/trainer/ready"
fi
OMP_NUM_THREADS=2 "$work/trainer/bin/python" training/attribution/train.py "$work/part0.pkl" "$work/part1.pkl" \
  --weights "$weights" --tokenizer src/rashomon/models/minilm/tokenizer.json --out "$work/run"
"$work/trainer/bin/python" training/attribution/export.py "$work/run/last.pt" "$out"
