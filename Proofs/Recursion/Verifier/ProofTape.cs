using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Witness;
using Rollup.Proofs.Transcripts;

namespace Rollup.Proofs.Recursion.Verifier;

/// <summary>Writes what a circuit's prover chooses, in the order in which the circuit reads it.</summary>
public sealed class ProofTape
{
    private readonly List<Goldilocks> _elements = [];

    public ReadOnlyMemory<Goldilocks> Elements => _elements.ToArray();

    public void Write(Word word)
    {
        _elements.Add(word.E0);
        _elements.Add(word.E1);
        _elements.Add(word.E2);
        _elements.Add(word.E3);
    }

    /// <summary>Public values, four to a word.</summary>
    public void WritePublicValues(ReadOnlySpan<Goldilocks> values)
    {
        _elements.AddRange(values);
        _elements.AddRange(new Goldilocks[(Word.Length - values.Length % Word.Length) % Word.Length]);
    }

    /// <summary>A proof, as <see cref="VerifierCircuit"/> reads it; its public values come separately.</summary>
    /// <exception cref="ArgumentException">It has not the form of a proof.</exception>
    public void Write(ProvenStatement statement) => Write(statement, Transcript.Create(HashFunction.Poseidon2));

    /// <param name="sponge">In which query positions are found; tests leave absorbs out of it.</param>
    internal void Write(ProvenStatement statement, Transcript sponge)
    {
        StarkProof proof = statement.Proof;
        Write(proof.Main);
        if (proof.Auxiliary is not null)
        {
            Write(proof.Auxiliary);
            WriteCubics(proof.BusSums);
        }

        Write(proof.Quotient);
        WriteOpening(statement.Key.Program.Parameters.Fri, proof.Opening);
        foreach (ExpandedQuery query in OpeningExpansion.Expand(statement.Key, statement.PublicValues.AsSpan(), proof, sponge).Queries)
        {
            Write(query);
        }
    }

    private void WriteOpening(FriParameters parameters, OpeningProof proof)
    {
        Queue<ulong> nonces = new(proof.Nonces);
        foreach (var values in proof.Opened.Values.SelectMany(round => round).SelectMany(matrix => matrix))
        {
            WriteCubics(values);
        }

        WriteNonce(nonces, parameters.CommitGrindingBits > 0);
        foreach (Commitment layer in proof.Layers)
        {
            Write(layer);
            WriteNonce(nonces, parameters.CommitGrindingBits > 0);
        }

        WriteCubics(proof.FinalPolynomial);
        WriteNonce(nonces, parameters.QueryGrindingBits > 0);
    }

    private void Write(ExpandedQuery query)
    {
        foreach (ExpandedTree tree in query.Rounds)
        {
            foreach (var row in tree.Rows)
            {
                _elements.AddRange(row);
            }

            WriteDigests(tree.Siblings);
        }

        foreach (ExpandedLayer layer in query.Layers)
        {
            foreach (GoldilocksCubic coefficient in layer.Coefficients)
            {
                _elements.AddRange([coefficient.C0, coefficient.C1, coefficient.C2]);
            }

            WriteDigests(layer.Siblings);
        }
    }

    private void Write(Commitment commitment) => Write(Word.Of(commitment.Cap[0]));

    private void WriteNonce(Queue<ulong> nonces, bool isDue)
    {
        if (isDue)
        {
            Write(new Word(Element(nonces.Dequeue())));
        }
    }

    /// <summary>A nonce of p or more is none, whatever the element it would be.</summary>
    private static Goldilocks Element(ulong nonce) => Goldilocks.TryFromCanonical(nonce, out Goldilocks element)
        ? element
        : throw new ArgumentException($"Nonce {nonce} is no field element; expected less than {Goldilocks.Modulus}.");

    private void WriteCubics(IEnumerable<GoldilocksCubic> values)
    {
        foreach (GoldilocksCubic value in values)
        {
            Write(Word.Of(value));
        }
    }

    private void WriteDigests(IEnumerable<MerkleDigest> digests)
    {
        foreach (MerkleDigest digest in digests)
        {
            Write(Word.Of(digest));
        }
    }
}
