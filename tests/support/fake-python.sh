#!/bin/sh
# Stands in for a Python that trains: says what the trainer says, in a moment, as FAKE_TRAINER asks.
out="" given=""
while [ $# -gt 0 ]; do
  case "$1" in
    tokenize|train) command=$1 ;;
    --out) out=$2 ;;
    --tokenizer) given=$2 ;;
  esac
  shift
done
if [ "$command" = tokenize ]; then
  if [ -n "$given" ]; then cp "$given" "$out/tokenizer.json"; else echo '{}' > "$out/tokenizer.json"; fi
  printf '\001\000\002\000\000\000' > "$out/train-00000.bin"
  printf '\000\000\000\000\000\000\000\000\003\000\000\000\000\000\000\000' > "$out/train-00000.idx"
  echo '{}' > "$out/survey.json"
  cat > "$out/tokens.json" <<'END'
{"sha256": "0123456789abcdef0123456789abcdef", "dtype": "<u2", "vocabSize": 300, "endOfText": 0,
 "train": {"documents": 1, "tokens": 3, "bytes": 2, "shards": [{"name": "train-00000"}]},
 "validation": {"documents": 0, "tokens": 0, "bytes": 0, "shards": []}}
END
  echo '{"event": "exit", "status": "done"}'
  exit 0
fi
echo "a library's own line, not an event"
case "$(cat "$FAKE_TRAINER" 2>/dev/null)" in
  crash) echo "Traceback: no such GPU" >&2; exit 3 ;;
  refuse) echo '{"event": "error", "message": "expected more tokens"}'; exit 1 ;;
  wait)
    trap 'echo checkpoint > "$out/checkpoints/step-00000003.pt"
      echo "{\"event\": \"checkpoint\", \"step\": 3, \"file\": \"step-00000003.pt\", \"kept\": [\"step-00000003.pt\"]}"
      echo "{\"event\": \"exit\", \"status\": \"cancelled\"}"; exit 0' TERM
    touch "$out/waiting"
    while :; do sleep 0.1; done ;;
esac
echo '{"event": "step", "step": 5, "steps": 10, "loss": 3.5, "tokensPerSecond": 100}' | tee -a "$out/metrics.jsonl"
echo '{"event": "evaluation", "step": 10, "validationLoss": 3.25}' | tee -a "$out/metrics.jsonl"
ls "$out/checkpoints" > "$out/found.txt"
echo '{"event": "exit", "status": "done"}'
