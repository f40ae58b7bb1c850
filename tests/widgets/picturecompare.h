#pragma once

#include <QImage>

namespace espalier::test {

/// Edge of the squares that pictures are compared by, in logical pixels: a letter is a grey smear then, whatever its
/// font's hinting, and a button still has its place and colour.
inline constexpr int kSquare = 8;

/// The picture with one pixel for each square, the mean of what lies in it. A picture at 2x gives the same as at 1x.
QImage squares(const QImage& picture);

/// How far two such pictures are apart.
struct PictureDifference
{
    bool sameSize = false;
    double mean = 0;  ///< of the largest difference of a channel, 0 to 255
    double share = 0; ///< of squares that differ by more than kVisible, 0 to 1

    /// As far as another renderer of the same font may lead: between 1x and 2x a mean of at most 0.6 was measured, and
    /// no square that differs visibly.
    bool isSmall() const { return sameSize && mean < 1.2 && share < 0.001; }
    QString text() const;
};

/// A difference that an eye sees on a square.
inline constexpr int kVisible = 32;

PictureDifference compare(const QImage& one, const QImage& other);

} // namespace espalier::test
