#pragma once

#include <QToolButton>

namespace espalier {

/// A push button without gradient or shadow: a raised rectangle with a hairline, filled with the accent while checked.
/// Quiet buttons have no rectangle until the pointer is over them.
class FlatButton : public QToolButton
{
    Q_OBJECT
public:
    explicit FlatButton(QWidget* parent = nullptr);
    /// With the action's text, shortcut in the tooltip, enabled state and check mark.
    FlatButton(QAction* action, QWidget* parent);

    void setQuiet(bool quiet) { m_quiet = quiet; }
    /// Quiet, and its text begins where a label's would; pointed at, the text takes the accent colour.
    void setFlush(bool flush);
    /// Text in the accent colour: something to do, as a link.
    void setLink(bool link) { m_link = link; }
    /// Shown after the text in the caption colour: the shortcut.
    void setKeyText(const QString& text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool m_quiet = false;
    bool m_link = false;
    bool m_flush = false;
    QString m_key;
};

} // namespace espalier
