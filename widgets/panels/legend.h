#pragma once

#include <QWidget>

namespace espalier {

class Theme;

/// The speedup ramp with its scale, and what the outlines and glyphs mean.
class Legend : public QWidget
{
    Q_OBJECT
public:
    explicit Legend(QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int lineHeight() const;
    void paintRamp(QPainter& painter, const Theme& theme) const;
};

} // namespace espalier
