#pragma once

#include <QWidget>

namespace espalier {

/// The speedup ramp with its scale, and what the outlines and glyphs mean.
class Legend : public QWidget
{
    Q_OBJECT
public:
    explicit Legend(QWidget* parent = nullptr);
    QSize sizeHint() const override { return {160, 156}; }

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace espalier
