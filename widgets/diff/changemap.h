#pragma once

#include <QWidget>

namespace espalier {

class DiffView;

/// Where the changes of a diff lie, from its first line to its last, beside its scroll bar: what went in the left half,
/// what came in the right half, and what is in sight as a frame. Click or drag to go there. The keyboard's way are next
/// and previous change.
class ChangeMap : public QWidget
{
    Q_OBJECT
public:
    /// The view must outlive it.
    explicit ChangeMap(DiffView& view, QWidget* parent = nullptr);

    QSize sizeHint() const override { return {14, 40}; }
    /// The marks from above, as fractions of all lines; for tests and painting.
    struct Mark
    {
        double top = 0;
        double bottom = 0;
        bool removed = false;
        bool added = false;
    };
    const std::vector<Mark>& marks() const { return m_marks; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    void takeLines();
    void goTo(double y);
    double scale() const;

    DiffView& m_view;
    std::vector<Mark> m_marks;
};

} // namespace espalier
