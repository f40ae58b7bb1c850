#pragma once

#include <QWidget>

namespace espalier {

/// A short fact in a rounded frame: "memory-bound", "71 % of roof".
class Chip : public QWidget
{
    Q_OBJECT
public:
    explicit Chip(QWidget* parent = nullptr);
    /// Hidden while empty. `bad` draws text and frame in the colour of failure; the text carries the glyph.
    void setText(const QString& text, bool bad = false);
    QString text() const { return m_text; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
    bool m_bad = false;
};

} // namespace espalier
