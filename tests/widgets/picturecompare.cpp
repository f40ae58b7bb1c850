#include "tests/widgets/picturecompare.h"

#include <QString>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace espalier::test {

QImage squares(const QImage& picture)
{
    const QImage exact = picture.convertToFormat(QImage::Format_RGB32);
    const double side = kSquare * picture.devicePixelRatio();
    const int width = static_cast<int>(std::ceil(exact.width() / side));
    const int height = static_cast<int>(std::ceil(exact.height() / side));
    QImage small(width, height, QImage::Format_RGB32);
    for (int row = 0; row < height; ++row) {
        for (int column = 0; column < width; ++column) {
            std::array<double, 3> sum{};
            int count = 0;
            for (int y = static_cast<int>(row * side); y < std::min<double>(exact.height(), (row + 1) * side); ++y) {
                for (int x = static_cast<int>(column * side); x < std::min<double>(exact.width(), (column + 1) * side);
                     ++x) {
                    const QRgb pixel = exact.pixel(x, y);
                    sum[0] += qRed(pixel);
                    sum[1] += qGreen(pixel);
                    sum[2] += qBlue(pixel);
                    ++count;
                }
            }
            const auto mean = [&](std::size_t channel) { return static_cast<int>(std::lround(sum[channel] / count)); };
            small.setPixel(column, row, qRgb(mean(0), mean(1), mean(2)));
        }
    }
    return small;
}

PictureDifference compare(const QImage& one, const QImage& other)
{
    PictureDifference difference;
    difference.sameSize = one.size() == other.size() && !one.isNull();
    if (!difference.sameSize) {
        return difference;
    }
    double visible = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x) {
            const QRgb a = one.pixel(x, y);
            const QRgb b = other.pixel(x, y);
            const int apart =
                std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
            difference.mean += apart;
            visible += apart > kVisible ? 1 : 0;
        }
    }
    const double count = static_cast<double>(one.width()) * one.height();
    difference.mean /= count;
    difference.share = visible / count;
    return difference;
}

QString PictureDifference::text() const
{
    return sameSize ? QStringLiteral("mean %1, %2 of the squares visibly").arg(mean, 0, 'f', 2).arg(share, 0, 'f', 4)
                    : QStringLiteral("another size");
}

} // namespace espalier::test
