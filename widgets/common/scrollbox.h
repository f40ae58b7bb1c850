#pragma once

#include <QScrollArea>

namespace espalier {

/// As high as what is in it where there is room, lower with a scroll bar where there is none: large letters must not
/// make a window higher than its screen. Owns the content.
class ScrollBox : public QScrollArea
{
    Q_OBJECT
public:
    explicit ScrollBox(QWidget* content, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
};

} // namespace espalier
