#pragma once

#include <QPixmap>
#include <QTimer>
#include <QWidget>

namespace espalier {

class TreeCanvas;

/// The whole tree as one narrow column beside the canvas: each line shows the best of the rows it stands for, as long
/// as that node is deep. A frame marks what is in sight; click or drag to go there. Redrawn at most twice a second.
class OverviewStrip : public QWidget
{
    Q_OBJECT
public:
    explicit OverviewStrip(TreeCanvas& canvas, QWidget* parent = nullptr);
    QSize sizeHint() const override { return {32, 100}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void redraw();
    void scrollTo(double y);
    QRectF frame() const;
    /// Rows that the whole height stands for: those of the tree, more where the tree is small.
    double rows() const;

    TreeCanvas& m_canvas;
    QPixmap m_picture;
    QTimer m_later;
};

} // namespace espalier
