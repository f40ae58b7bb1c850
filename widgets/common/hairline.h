#pragma once

#include <QWidget>

namespace espalier {

/// One logical pixel of the theme's line colour between two areas.
class Hairline : public QWidget
{
    Q_OBJECT
public:
    explicit Hairline(Qt::Orientation orientation, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace espalier
