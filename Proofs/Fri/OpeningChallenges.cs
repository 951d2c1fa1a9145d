using Rollup.Crypto;

namespace Rollup.Proofs.Fri;

/// <summary>What the transcript of an opening answers; see <see cref="OpeningTranscript"/>.</summary>
/// <param name="Betas">One for each folding round.</param>
/// <param name="Positions">In the longest codeword, in the order they are drawn.</param>
internal sealed record OpeningChallenges(GoldilocksCubic Alpha, GoldilocksCubic[] Betas, int[] Positions);
