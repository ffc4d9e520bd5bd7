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
