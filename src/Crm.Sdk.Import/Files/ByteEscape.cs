using System.Text;

namespace Crm.Sdk.Import.Files;

/// <summary>
/// Decodes bytes that are not text in an encoding as pairs of noncharacters, so that reading can go on, the place can be named,
/// and the bytes can be written again as they were.
/// </summary>
/// <remarks>
/// U+FDD0 to U+FDEF are set aside by Unicode for use inside a program. The first sixteen stand for the high half of a byte, the
/// others for the low half.
/// </remarks>
internal sealed class ByteEscape : DecoderFallback
{
    /// <summary>The first of the characters that stand for half a byte.</summary>
    public const char First = High;

    /// <summary>The last of them.</summary>
    public const char Last = (char)(Low + 15);

    private const char High = '\uFDD0';
    private const char Low = '\uFDE0';

    /// <inheritdoc/>
    public override int MaxCharCount => 16;

    /// <summary>Bytes seen so far that were not text.</summary>
    public long Count { get; private set; }

    /// <summary>Whether the character stands for half a byte that was not text.</summary>
    public static bool IsEscape(char c) => c is >= First and <= Last;

    /// <summary>The byte behind two characters.</summary>
    public static bool TryByte(char first, char second, out byte value)
    {
        bool isPair = first is >= High and < Low && second is >= Low and <= Last;
        value = isPair ? (byte)(((first - High) << 4) | (second - Low)) : (byte)0;
        return isPair;
    }

    /// <inheritdoc/>
    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(this);

    private sealed class Buffer(ByteEscape owner) : DecoderFallbackBuffer
    {
        private byte[] _bytes = [];
        private int _position;

        public override int Remaining => (_bytes.Length * 2) - _position;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            _bytes = bytesUnknown;
            _position = 0;
            owner.Count += bytesUnknown.Length;
            return bytesUnknown.Length > 0;
        }

        public override char GetNextChar()
        {
            if (Remaining <= 0)
            {
                return '\0';
            }

            byte value = _bytes[_position / 2];
            return _position++ % 2 == 0 ? (char)(High + (value >> 4)) : (char)(Low + (value & 15));
        }

        public override bool MovePrevious()
        {
            bool canMove = _position > 0;
            _position -= canMove ? 1 : 0;
            return canMove;
        }

        public override void Reset()
        {
            _bytes = [];
            _position = 0;
        }
    }
}
