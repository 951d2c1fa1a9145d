namespace Rollup.Proofs.Tests.PlainVerifier;

/// <summary>Section 5.</summary>
internal abstract class PlainTranscript
{
    public static PlainTranscript Create(bool isKeccak) => isKeccak ? new Keccak() : new Poseidon2();

    public abstract void Absorb(IEnumerable<ulong> elements);

    public abstract void Absorb(IEnumerable<PlainCubic> elements);

    public void Absorb(IEnumerable<PlainDigest> digests)
    {
        foreach (PlainDigest digest in digests)
        {
            Absorb(digest.Words);
        }
    }

    public abstract PlainCubic SampleCubic();

    public abstract int SampleBits(int count);

    /// <summary>The verifier's side of work.</summary>
    public bool HasWork(int bits, Queue<ulong> nonces)
    {
        if (bits == 0)
        {
            return true;
        }

        CloseForNonce();
        Absorb([nonces.Dequeue()]);
        return SampleBits(bits) == 0;
    }

    protected abstract void CloseForNonce();

    private sealed class Poseidon2 : PlainTranscript
    {
        private readonly List<ulong[]> _waiting = [];
        private readonly Queue<ulong[]> _ready = [];
        private ulong[] _state = [0, 0, 0, 0, 0, 0, 0, 0, 0x7472616E736372, 0, 0, 0];

        public override void Absorb(IEnumerable<ulong> elements)
        {
            foreach (ulong[] word in elements.Chunk(4))
            {
                AbsorbWord([.. word, .. new ulong[4 - word.Length]]);
            }
        }

        public override void Absorb(IEnumerable<PlainCubic> elements)
        {
            foreach (PlainCubic e in elements)
            {
                AbsorbWord([e.C0, e.C1, e.C2, 0]);
            }
        }

        public override PlainCubic SampleCubic()
        {
            ulong[] word = SampleWord();
            return new(word[0], word[1], word[2]);
        }

        public override int SampleBits(int count) => (int)(SampleWord()[0] % (1UL << count));

        protected override void CloseForNonce()
        {
        }

        private void AbsorbWord(ulong[] word)
        {
            if (_waiting.Count == 2)
            {
                Permute();
            }

            _waiting.Add(word);
        }

        private ulong[] SampleWord()
        {
            if (_waiting.Count > 0 || _ready.Count == 0)
            {
                Permute();
            }

            return _ready.Dequeue();
        }

        private void Permute()
        {
            if (_waiting.Count > 0)
            {
                ulong[] second = _waiting.Count == 2 ? _waiting[1] : new ulong[4];
                _state = [.. _waiting[0], .. second, _state[8], PlainField.Add(_state[9], (ulong)_waiting.Count), .. _state[10..]];
                _waiting.Clear();
            }

            _state = PlainPoseidon2.Width12.Permute(_state);
            _ready.Clear();
            _ready.Enqueue(_state[..4]);
            _ready.Enqueue(_state[4..8]);
        }
    }

    private sealed class Keccak : PlainTranscript
    {
        private readonly List<byte> _waiting = [];
        private Queue<ulong> _ready = [];
        private PlainDigest _state;

        public override void Absorb(IEnumerable<ulong> elements) => _waiting.AddRange(elements.SelectMany(PlainHash.BytesOf));

        public override void Absorb(IEnumerable<PlainCubic> elements) => Absorb(elements.SelectMany(e => new[] { e.C0, e.C1, e.C2 }));

        public override PlainCubic SampleCubic() => new(SampleElement(), SampleElement(), SampleElement());

        public override int SampleBits(int count) => (int)(SampleWord() % (1UL << count));

        protected override void CloseForNonce()
        {
            if (_waiting.Count > 0)
            {
                Advance();
            }
        }

        private ulong SampleElement()
        {
            ulong word;
            do
            {
                word = SampleWord();
            }
            while (word >= PlainField.P);

            return word;
        }

        private ulong SampleWord()
        {
            if (_waiting.Count > 0 || _ready.Count == 0)
            {
                Advance();
            }

            return _ready.Dequeue();
        }

        private void Advance()
        {
            _state = PlainHash.Keccak([2, .. _state.Words.SelectMany(PlainHash.BytesOf), .. _waiting]);
            _waiting.Clear();
            _ready = new(_state.Words);
        }
    }
}
