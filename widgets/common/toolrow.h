#pragma once

#include <QWidget>

#include <vector>

class QHBoxLayout;

namespace espalier {

/// Widgets in one line. Where there is no room for all of them, those that can be missed go away, the first named
/// first, instead of making the window wide; whatever they do is in a menu and has a key too.
class ToolRow : public QWidget
{
    Q_OBJECT
public:
    explicit ToolRow(QWidget* parent = nullptr);

    QHBoxLayout& line() { return *m_line; }
    /// Of widgets already in the line. No other hand shows or hides them.
    void setMissable(std::vector<QWidget*> widgets);

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void fit();
    /// With this many of the missable away.
    int widthWithout(std::size_t away, bool least) const;

    QHBoxLayout* m_line;
    std::vector<QWidget*> m_missable;
};

} // namespace espalier
