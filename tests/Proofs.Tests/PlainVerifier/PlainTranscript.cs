namespace Rollup.Proofs.Tests.PlainVerifier;

/// <summary>Section 5.</summary>
internal abstract class PlainTranscript
{
    public static PlainTranscript Create(bool isKeccak) => isKeccak ? new Keccak() : new Poseidon2();

    public abstract void Absorb(ulong element);

    public abstract ulong SampleElement();

    public abstract int SampleBits(int count);

    public void Absorb(IEnumerable<ulong> elements)
    {
        foreach (ulong element in elements)
        {
            Absorb(element);
        }
    }

    public void Absorb(IEnumerable<PlainDigest> digests) => Absorb(digests.SelectMany(digest => digest.Words));

    public void Absorb(IEnumerable<PlainCubic> elements) => Absorb(elements.SelectMany(e => new[] { e.C0, e.C1, e.C2 }));

    public PlainCubic SampleCubic() => new(SampleElement(), SampleElement(), SampleElement());

    /// <summary>The verifier's side of work.</summary>
    public bool HasWork(int bits, Queue<ulong> nonces)
    {
        if (bits == 0)
        {
            return true;
        }

        CloseForNonce();
        Absorb(nonces.Dequeue());
        return SampleBits(bits) == 0;
    }

    protected abstract void CloseForNonce();

    private sealed class Poseidon2 : PlainTranscript
    {
        private readonly List<ulong> _waiting = [];
        private readonly Queue<ulong> _ready = [];
        private ulong[] _state = [0, 0, 0, 0, 0, 0, 0, 0, 0x7472616E736372, 0, 0, 0];

        public override void Absorb(ulong element)
        {
            if (_waiting.Count == 8)
            {
                Permute();
            }

            _waiting.Add(element);
            _ready.Clear();
        }

        public override ulong SampleElement()
        {
            if (_waiting.Count > 0 || _ready.Count == 0)
            {
                Permute();
            }

            return _ready.Dequeue();
        }

        public override int SampleBits(int count)
        {
            ulong element;
            do
            {
                element = SampleElement();
            }
            while (element == PlainField.P - 1);

            return (int)(element % (1UL << count));
        }

        protected override void CloseForNonce()
        {
        }

        private void Permute()
        {
            if (_waiting.Count > 0)
            {
                for (int i = 0; i < 8; i++)
                {
                    _state[i] = i < _waiting.Count ? _waiting[i] : 0;
                }

                _state[9] = PlainField.Add(_state[9], (ulong)_waiting.Count);
                _waiting.Clear();
            }

            _state = PlainPoseidon2.Width12.Permute(_state);
            _ready.Clear();
            foreach (ulong element in _state.Take(8))
            {
                _ready.Enqueue(element);
            }
        }
    }

    private sealed class Keccak : PlainTranscript
    {
        private readonly List<byte> _waiting = [];
        private Queue<ulong> _ready = [];
        private PlainDigest _state;

        public override void Absorb(ulong element)
        {
            _waiting.AddRange(PlainHash.BytesOf(element));
            _ready.Clear();
        }

        public override ulong SampleElement()
        {
            ulong word;
            do
            {
                word = SampleWord();
            }
            while (word >= PlainField.P);

            return word;
        }

        public override int SampleBits(int count) => (int)(SampleWord() % (1UL << count));

        protected override void CloseForNonce()
        {
            if (_waiting.Count > 0)
            {
                Advance();
            }
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
