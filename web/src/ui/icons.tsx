type IconProps = { className?: string | undefined };

function Icon({ path, className }: IconProps & { path: string }) {
  return (
    <svg
      className={className}
      viewBox="0 0 24 24"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}

export function UploadIcon(props: IconProps) {
  return <Icon {...props} path="M12 15V4m0 0L7.5 8.5M12 4l4.5 4.5M4 15v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3" />;
}

export function CloseIcon(props: IconProps) {
  return <Icon {...props} path="M6 6l12 12M18 6L6 18" />;
}

export function SearchIcon(props: IconProps) {
  return <Icon {...props} path="M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zm9 2l-4-4" />;
}

export function PencilIcon(props: IconProps) {
  return <Icon {...props} path="M4 20l1-4L16 5l3 3L8 19l-4 1z" />;
}

export function FileIcon(props: IconProps) {
  return <Icon {...props} path="M7 3h7l4 4v14H7V3zm7 0v4h4M10 12h5M10 16h5" />;
}

export function DashboardIcon(props: IconProps) {
  return <Icon {...props} path="M4 11.5L12 5l8 6.5M6 10v9.5h4.5V14h3v5.5H18V10" />;
}

export function TaxIcon(props: IconProps) {
  return <Icon {...props} path="M6 3h12v18l-3-2-3 2-3-2-3 2V3zM9.5 13.5l5-6M9.75 8h.01M14.25 13h.01" />;
}

export function SettingsIcon(props: IconProps) {
  return <Icon {...props} path="M4 7h9m5 0h2M4 17h2m5 0h9M15.5 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8.5 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z" />;
}

export function BellIcon(props: IconProps) {
  return <Icon {...props} path="M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15L6 16zM10 20.5a2 2 0 0 0 4 0" />;
}
